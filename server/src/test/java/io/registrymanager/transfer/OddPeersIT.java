package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Peers who do what is allowed, in ways that nobody expects. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class OddPeersIT {
  @RegisterExtension static final Stage STAGE = Stage.with(Map.of("proxy.body-idle", "1s"));

  @Test
  void trap73WhatTheRegistryDripsPassesOnDropByDrop() throws IOException {
    Semaphore read = new Semaphore(0);
    STAGE.upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
          for (int i = 0; i < 20; i++) {
            exchange.send("x");
            read.acquireUninterruptibly();
          }
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.BLOB));
      http.readHead();
      for (int i = 0; i < 20; i++) {
        assertThat(http.input().read()).isEqualTo('x');
        read.release();
      }
    }
  }

  @Test
  void trap64AClientThatIsInvitedAndSendsNothingIs408() throws IOException {
    STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5", "Expect: 100-continue"));
      assertThat(http.read().status()).isEqualTo(100);
      assertThat(http.read().status()).isEqualTo(408);
      assertThat(http.input().read()).as("closed").isEqualTo(-1);
    }
  }

  @Test
  void trap74AClientThatHasNothingMoreToSayIsGoneOrAnsweredAndNothingIsLeft() throws IOException {
    STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.MANIFEST)).halfClose();
      String rest = new String(http.input().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(rest).matches("(?s)|HTTP/1\\.1 200 .*ok");
    }
  }

  @Test
  void trap74AClientThatEndsItsUploadHalfWayIsNotTakenForOneThatIsDone() throws IOException {
    AtomicLong arrived = new AtomicLong(-1);
    STAGE.upstream.play(
        exchange -> {
          arrived.set(exchange.countToEnd()); // does not return while we wait for its answer
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp http = STAGE.connect()) {
      int before = STAGE.upstream.requests().size();
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5") + "he");
      Await.until(Stage.SOON, "it arrived", () -> STAGE.upstream.requests().size() > before);
      http.halfClose();
      assertThat(http.readToEnd()).doesNotContain("HTTP/1.1 2");
    }
    Await.until(Stage.SOON, "the registry was told", () -> arrived.get() >= 0);
    assertThat(arrived.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void aRegistryThatComesBackIsFoundAgain() throws IOException {
    int port = FreePorts.next();
    try (TestingServer server = TestingServer.before(URI.create("http://127.0.0.1:" + port))) {
      Login login = server.user("alice", "team");
      String alice = RawHttp.basic(login.user(), login.password());
      RawResponse away = RawHttp.get(server.port(), Stage.MANIFEST, alice);
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.headers("Retry-After")).isNotEmpty();

      try (FaultyUpstream back = FaultyUpstream.playing(port, FaultyUpstream.answers(Stage.OK))) {
        assertThat(RawHttp.get(server.port(), Stage.MANIFEST, alice).text()).isEqualTo("ok");
        assertThat(back.requests()).hasSize(1);
      }
      assertThat(RawHttp.get(server.port(), Stage.MANIFEST, alice).status()).isEqualTo(503);
    }
  }
}
