package io.registrymanager.transfer;

import static io.registrymanager.transfer.LaunchedServer.ADMIN;
import static io.registrymanager.transfer.Stage.SOON;
import static io.registrymanager.transfer.Stage.standsStill;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Metric;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to transfers when the program is told to stop. */
class DrainIT {
  private static final int SIGTERM = 143;

  private final CountDownLatch rest = new CountDownLatch(1);
  private final FaultyUpstream upstream = FaultyUpstream.playing(FaultyUpstream.closes());

  @AfterEach
  void close() {
    upstream.close();
  }

  private void playInTwoParts() {
    upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          await(rest);
          exchange.send("world");
          return FaultyUpstream.Next.KEEP_OPEN;
        });
  }

  @Test
  void trap81ATransferUnderWayIsFinished() throws IOException {
    playInTwoParts();
    try (LaunchedServer server = start("shutdown.delay=0s");
        RawHttp idle = server.connect();
        RawHttp http = beginDownload(server)) {
      idle.request("GET", "/v2/", ADMIN);
      assertThat(idle.read().status()).isEqualTo(200);

      server.terminate();

      assertThat(server.output()).contains(" Stopping: 1 transfer open.");
      Await.until(SOON, "nobody listens", () -> FreePorts.isFree(server.port()));
      assertThat(idle.readToEnd()).isEmpty();
      rest.countDown();
      assertThat(http.input().readNBytes(5)).asString().isEqualTo("world");
      assertThat(http.readToEnd()).isEmpty();
      assertThat(server.awaitEnd()).isZero();
    }
  }

  @Test
  void aSecondSignalEndsAtOnce() throws IOException {
    playInTwoParts();
    try (LaunchedServer server = start("shutdown.delay=0s");
        RawHttp http = beginDownload(server)) {
      server.terminate();
      server.terminateAgain();

      assertThat(server.awaitEnd()).isEqualTo(SIGTERM);
      assertThat(http.readToEnd()).as("cut off").isEmpty();
    }
  }

  @Test
  void trap81ItSaysFirstThatItIsNotReadyAndStillAccepts() throws IOException {
    upstream.play(FaultyUpstream.answers(Stage.OK));
    try (LaunchedServer server = start("shutdown.delay=60s")) {
      assertThat(RawHttp.get(server.managementPort(), "/health/ready").status()).isEqualTo(200);

      server.terminate();

      assertThat(RawHttp.get(server.managementPort(), "/health/ready").status()).isEqualTo(503);
      assertThat(RawHttp.get(server.managementPort(), "/health/live").status()).isEqualTo(200);
      assertThat(RawHttp.get(server.port(), Stage.MANIFEST, ADMIN).text()).isEqualTo("ok");
      server.terminateAgain();
      assertThat(server.awaitEnd()).isEqualTo(SIGTERM);
    }
  }

  /** More answers wait than the sockets take, and nothing is under way. */
  @Test
  void aSlowClientGetsTheAnswersThatWaitForIt() throws IOException {
    int size = 15_000;
    upstream.play(
        FaultyUpstream.answers(
            "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size)));
    try (LaunchedServer server = start("shutdown.delay=0s");
        RawHttp http = server.connect()) {
      for (int i = 0; i < 1_000; i++) {
        http.request("GET", Stage.MANIFEST, ADMIN);
      }
      Await.until(SOON, "it was stopped", standsStill(() -> upstream.requests().size()));
      assertThat(open(server)).isZero();

      server.terminate();

      Await.until(SOON, "nobody listens", () -> FreePorts.isFree(server.port()));
      Await.until(SOON, "it had said all", standsStill(() -> server.output().length()));
      assertThat(server.isRunning()).as("it waits for its client").isTrue();
      for (int i = 0; i < upstream.requests().size(); i++) {
        assertThat(http.read().body()).hasSize(size);
      }
      assertThat(http.readToEnd()).isEmpty();
      assertThat(server.awaitEnd()).isZero();
    }
  }

  private static long open(LaunchedServer server) {
    return (long) Metric.of(server.managementPort(), "registrymanager_transfers_open");
  }

  private LaunchedServer start(String setting) {
    return LaunchedServer.before(upstream.uri(), "", setting);
  }

  /** A download of which the first half has come. */
  private static RawHttp beginDownload(LaunchedServer server) throws IOException {
    RawHttp http = server.connect().request("GET", Stage.BLOB, ADMIN);
    assertThat(http.readHead().startLine()).contains(" 200 ");
    assertThat(http.input().readNBytes(5)).asString().isEqualTo("hello");
    return http;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
