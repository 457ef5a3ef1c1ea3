package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Trap 61: who does not read stops the one who writes, and memory stays within its budget. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class BackPressureIT {
  /** What the sockets of both connections may hold on loopback; a body of ours is far larger. */
  private static final long SOCKETS = 48L * 1024 * 1024;

  private static final String ENDLESS = "Content-Length: 100000000000";
  private static final String BLOCK = "x".repeat(64 * 1024);

  @Test
  void trap61AClientThatDoesNotReadStopsTheRegistry() throws IOException {
    AtomicLong written = new AtomicLong();
    try (Stage stage = Stage.open()) {
      stage.upstream.play(
          exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\n" + ENDLESS + "\r\n\r\n");
            while (true) {
              exchange.send(BLOCK);
              written.addAndGet(BLOCK.length());
            }
          });
      RawHttp http = stage.connect();
      http.send(stage.head("GET", Stage.BLOB));
      Await.until(Stage.SOON, "the registry was stopped", Stage.standsStill(written::get));
      assertThat(written.get()).isLessThan(SOCKETS);
      assertThat(stage.isHoldingABody()).isTrue();
      assertThat(stage.bodyMemory()).isLessThanOrEqualTo(1024 * 1024);
      assertThat(http.readHead().startLine()).contains("200");
      assertThat(http.input().readNBytes(100_000_000)).hasSize(100_000_000);
      http.reset();
      stage.isWellAgain();
    }
  }

  @Test
  void trap61ARegistryThatDoesNotReadStopsTheClient() throws IOException {
    AtomicLong written = new AtomicLong();
    try (Stage stage = Stage.open()) {
      stage.upstream.play(stage.upstream.neverReads());
      RawHttp http = stage.connect();
      http.send(stage.head("PATCH", Stage.UPLOAD, ENDLESS));
      Thread.ofVirtual().start(() -> sendUntilItFails(http, BLOCK, written));
      Await.until(Stage.SOON, "the client was stopped", Stage.standsStill(written::get));
      assertThat(written.get()).isLessThan(SOCKETS);
      assertThat(stage.isHoldingABody()).isTrue();
      assertThat(stage.bodyMemory()).isLessThanOrEqualTo(1024 * 1024);
      http.reset();
      stage.isWellAgain();
    }
  }

  @Test
  void aClientThatAsksWithoutReadingTheAnswersIsStopped() throws IOException {
    int size = 15_000;
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size);
    AtomicLong written = new AtomicLong();
    try (Stage stage = Stage.open()) {
      stage.upstream.play(FaultyUpstream.answers(answer));
      RawHttp http = stage.connect();
      String asked = stage.head("GET", Stage.MANIFEST).repeat(1_000);
      Thread.ofVirtual().start(() -> sendUntilItFails(http, asked, written));
      LongSupplier answered = () -> stage.upstream.requests().size();
      Await.until(Stage.SOON, "it was stopped", Stage.standsStill(answered));
      assertThat(answered.getAsLong() * size).isLessThan(SOCKETS);
      for (int i = 0; i < 1_000; i++) {
        assertThat(http.read().body()).hasSize(size);
      }
      http.reset();
      stage.isWellAgain();
    }
  }

  /**
   * What was read from the clients and did not reach the sockets towards the registry was in our
   * memory: all of it together fits into the budget, with portions of every size and some that
   * wait.
   */
  @Test
  void trap61ManyStandingBodiesHoldNoMoreThanTheBudget() throws IOException {
    long budget = 1024 * 1024;
    int many = 60;
    CountDownLatch left = new CountDownLatch(1);
    AtomicLong reached = new AtomicLong();
    AtomicInteger ended = new AtomicInteger();
    try (Stage stage = Stage.with(Map.of("proxy.body-memory", "1MiB", "proxy.splice", "off"))) {
      stage.upstream.play(
          exchange -> {
            await(left);
            reached.addAndGet(exchange.countToEnd());
            ended.incrementAndGet();
            return FaultyUpstream.Next.CLOSE;
          });
      AtomicLong written = new AtomicLong();
      List<RawHttp> clients = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        RawHttp http = stage.connect();
        http.send(stage.head("PATCH", Stage.UPLOAD, ENDLESS));
        Thread.ofVirtual().start(() -> sendUntilItFails(http, BLOCK, written));
        clients.add(http);
      }
      Await.until(Stage.SOON, "all were stopped", Stage.standsStill(written::get));
      assertThat(stage.bodyMemory()).isPositive().isLessThanOrEqualTo(budget);
      for (RawHttp http : clients) {
        http.reset();
      }
      Await.until(Stage.SOON, "no transfer was open", () -> stage.transfers() == 0);
      left.countDown();
      Await.until(Stage.SOON, "the registry had read it all", () -> ended.get() == many);
      Await.until(Stage.SOON, "all are logged", () -> uploads(stage).size() == many);
      long received = uploads(stage).stream().mapToLong(Long::longValue).sum();
      assertThat(received - reached.get()).isPositive().isLessThanOrEqualTo(budget);
      stage.isWellAgain();
    }
  }

  /**
   * Netty reads what the kernel holds of a connection when its other side ends it, whoever reads
   * on. It is counted, and what is too much for the budget is cut. How much the sockets take is the
   * kernel's affair: of so many sizes, some end in our memory.
   */
  @Test
  void bodiesWhoseRegistryHasLeftAreCutWhereThereIsNoMemory() throws IOException {
    AtomicInteger size = new AtomicInteger();
    AtomicLong written = new AtomicLong();
    try (Stage stage = Stage.with(Map.of("proxy.body-memory", "1MiB", "proxy.splice", "always"))) {
      stage.upstream.play(
          exchange -> {
            int blocks = size.addAndGet(2);
            exchange.send(
                "HTTP/1.1 200 OK\r\nContent-Length: " + blocks * BLOCK.length() + "\r\n\r\n");
            for (int i = 0; i < blocks; i++) {
              exchange.send(BLOCK);
              written.addAndGet(BLOCK.length());
            }
            return FaultyUpstream.Next.CLOSE;
          });
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(stage.slowPull());
      }
      Await.until(
          Stage.SOON, "all registries left or were stopped", Stage.standsStill(written::get));
      Await.until(Stage.SOON, "some of it is in our memory", () -> stage.bodyMemory() > 0);
      int cut = 0;
      for (Socket client : clients) {
        try (client) {
          cut += isWhole(client.getInputStream().readAllBytes()) ? 0 : 1;
        }
      }
      assertThat(cut).isBetween(1, clients.size() - 1);
      int told = cut;
      Await.until(Stage.SOON, "the log tells why", () -> cutForMemory(stage) == told);
      stage.isWellAgain();
    }
  }

  private static boolean isWhole(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int body = text.indexOf("\r\n\r\n") + 4;
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(text);
    assertThat(text.substring(body)).matches("x*");
    return length.find() && text.length() - body == Integer.parseInt(length.group(1));
  }

  private static long cutForMemory(Stage stage) {
    return stage.server.accessLog().lines().filter(line -> line.contains("body-memory")).count();
  }

  /**
   * The registry is done with it, and its connection serves others; our memory is not, and the
   * client is not idle. How much the sockets take is the kernel's affair: of so many sizes, some
   * end in our memory.
   */
  @Test
  void theEndOfABodyIsCountedUntilTheClientHasItHoweverLongThatTakes() throws IOException {
    Map<String, String> settings = Map.of("proxy.splice", "off", "listen.keep-alive", "1s");
    try (Stage stage = Stage.with(settings)) {
      boolean waited = false;
      for (int blocks = 100; !waited && blocks < 200; blocks += 3) {
        String body = BLOCK.repeat(blocks);
        stage.upstream.play(
            FaultyUpstream.answers(
                "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        try (Socket client = stage.slowPull()) {
          InputStream answer = client.getInputStream();
          ByteArrayOutputStream got = new ByteArrayOutputStream();
          while (stage.transfers() > 0 || got.size() == 0) {
            got.write(answer.readNBytes(BLOCK.length()));
          }
          waited = stage.bodyMemory() > 0;
          if (waited) {
            awaitTheEndOfAnIdleConnection(stage);
          }
          got.write(answer.readAllBytes());
          assertThat(isWhole(got.toByteArray())).isTrue();
        }
        Await.until(Stage.SOON, "it was given back", () -> stage.bodyMemory() == 0);
      }
      assertThat(waited).as("one of them ended in our memory").isTrue();
      stage.isWellAgain();
    }
  }

  private static void awaitTheEndOfAnIdleConnection(Stage stage) throws IOException {
    stage.upstream.play(FaultyUpstream.answers(Stage.OK));
    try (RawHttp other = stage.connect()) {
      assertThat(other.send(stage.head("GET", Stage.MANIFEST)).read().status()).isEqualTo(200);
      assertThat(other.input().read()).as("closed, for it idled").isNegative();
    }
  }

  private static List<Long> uploads(Stage stage) {
    Pattern line = Pattern.compile("\"PATCH\".*\"received\":(\\d+)");
    return line.matcher(stage.server.accessLog())
        .results()
        .map(match -> Long.parseLong(match.group(1)))
        .toList();
  }

  private static void sendUntilItFails(RawHttp http, String text, AtomicLong written) {
    try {
      while (true) {
        http.send(text);
        written.addAndGet(text.length());
      }
    } catch (IOException _) {
      // The test has seen enough.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
