package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.setting.ListText;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Five hundred people of a real domain at the same moment, through the whole program. */
class DirectoryCrowdIT {
  private static final int MORE_THREADS = 64;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private record Answer(int status, long millis) {}

  @Test
  void fiveHundredPeopleLogInAtOnceAndAllAreLetIn() throws Exception {
    try (TestingServer server = TestingServer.before(Fixtures.registry().uri(), settings());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      THREADS.resetPeakThreadCount();
      int before = THREADS.getThreadCount();

      List<Answer> first = everybody(threads, server.uri());
      int more = THREADS.getPeakThreadCount() - before;
      List<Answer> second = everybody(threads, server.uri());

      assertThat(first).allMatch(answer -> answer.status() == 200);
      assertThat(second).allMatch(answer -> answer.status() == 200);
      assertThat(more).isLessThan(MORE_THREADS);
      Fixtures.note(
          "%d logins at once: first %s; again %s; %d more platform threads at the most"
              .formatted(SambaDomain.CROWD, times(first), times(second), more));
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Fixtures.domain().settings());
    settings.put("directory.autocreate", "true");
    // This machine may have other things to do.
    settings.put("directory.connection-wait", "60s");
    settings.put("directory.timeout", "30s");
    settings.put(
        "directory.groups",
        ListText.join(List.of("{\"group\":\"Domain Users\",\"grants\":[\"crowd:pull\"]}")));
    return settings;
  }

  private static List<Answer> everybody(ExecutorService threads, URI server) throws Exception {
    List<Future<Answer>> asked = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < SambaDomain.CROWD; i++) {
      int number = i;
      asked.add(threads.submit(() -> new Answer(status(server, number), millisSince(begin))));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> answer : asked) {
      answers.add(answer.get(60, TimeUnit.SECONDS));
    }
    return answers;
  }

  /** Everybody comes from an address of its own, as people do. */
  private static int status(URI server, int number) throws IOException {
    String name = "crowd%03d".formatted(number);
    byte[] login = (name + ":pass-" + name).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket()) {
      String address = "127.1.%d.%d".formatted(number / 250, 1 + number % 250);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET /v2/ HTTP/1.1\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n"
                  .formatted(server.getAuthority(), Base64.getEncoder().encodeToString(login))
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static String times(List<Answer> answers) {
    List<Long> sorted = answers.stream().map(Answer::millis).sorted().toList();
    return "half after %d ms, all after %d ms"
        .formatted(sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
