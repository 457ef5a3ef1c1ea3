package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.SambaDomain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everybody of a real domain at once. */
class DomainCrowdIT {
  private static final int MORE_THREADS = 40;

  @Test
  void fiveHundredPeopleWhoLogInAtOnceAreAllLetIn() throws Exception {
    try (TestingServer server =
        TestingServer.before(Fixtures.registry().uri(), Fixtures.domain().settings())) {
      List<String> names =
          IntStream.range(0, SambaDomain.CROWD).mapToObj("crowd%03d"::formatted).toList();
      names.forEach(server::directoryUser);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      int before = threads.getThreadCount();
      threads.resetPeakThreadCount();
      long begin = System.nanoTime();

      List<String> answers = logIn(server.port(), names);

      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(answers).hasSize(SambaDomain.CROWD).containsOnly("HTTP/1.1 200 OK");
      assertThat(threads.getPeakThreadCount() - before).isLessThan(MORE_THREADS);
      Fixtures.note(
          "%d people of the domain logged in at once in %d ms, %d threads more"
              .formatted(names.size(), took.toMillis(), threads.getPeakThreadCount() - before));
    }
  }

  private static List<String> logIn(int port, List<String> names)
      throws InterruptedException, ExecutionException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> logins = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        // Each from an address of its own, as people are.
        InetAddress from = InetAddress.ofLiteral("127.0.%d.%d".formatted(1 + i / 250, 1 + i % 250));
        logins.add(clients.submit(() -> logIn(port, from, name)));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> login : logins) {
        answers.add(login.get());
      }
      return answers;
    }
  }

  private static String logIn(int port, InetAddress from, String name) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
      String request =
          RawHttp.lines(
              "GET /v2/ HTTP/1.1",
              "Host: registry",
              RawHttp.basic(name, "pass-" + name),
              "Connection: close",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = reader.readLine();
      return line == null ? "nothing" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
