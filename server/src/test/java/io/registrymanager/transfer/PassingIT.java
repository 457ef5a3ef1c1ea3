package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that another registry may give, and how they reach the client. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class PassingIT {
  @RegisterExtension static final Stage STAGE = Stage.open();

  @Test
  void trap32AListOfTagsReachesTheClientWhileTheRegistryStillWrites() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
          await(seen);
          exchange.send("4\r\nlast\r\n0\r\n\r\n");
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", "/v2/team/app/tags/list"));
      assertThat(http.readHead().first("Transfer-Encoding")).contains("chunked");
      assertThat(http.input().readNBytes(10)).asString().isEqualTo("5\r\nfirst\r\n");
      seen.countDown();
      assertThat(http.input().readNBytes(14)).asString().isEqualTo("4\r\nlast\r\n0\r\n\r\n");
      http.send(STAGE.head("GET", Stage.MANIFEST));
      assertThat(http.readHead().startLine()).contains(" 200 ");
    }
  }

  @Test
  void trap63NothingIsUnpackedOnTheWay() throws IOException {
    String packed = "\u001f\u008b not really";
    STAGE.upstream.play(
        FaultyUpstream.answers(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + packed.length()
                + "\r\n\r\n"
                + packed));
    RawResponse answer =
        RawHttp.get(
            STAGE.server.port(), Stage.MANIFEST, STAGE.alice, "Accept-Encoding: gzip, br;q=0.1");
    assertThat(answer.body()).isEqualTo(packed);
    assertThat(answer.header("Content-Encoding")).contains("gzip");
    assertThat(STAGE.upstream.requests().getLast().head().all("Accept-Encoding"))
        .containsExactly("gzip, br;q=0.1");
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsSentInChunks() throws IOException {
    STAGE.upstream.play(FaultyUpstream.sends("HTTP/1.1 200 OK\r\n\r\nuntil the end"));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.MANIFEST));
      RawResponse answer = http.read();
      assertThat(answer.text()).isEqualTo("until the end");
      assertThat(answer.header("Transfer-Encoding")).contains("chunked");
      assertThat(answer.isWhole()).isTrue();
      STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
      http.send(STAGE.head("GET", Stage.MANIFEST));
      assertThat(http.read().text()).isEqualTo("ok");
    }
  }

  @Test
  void anAnswerToHttp10IsNeverChunked() throws IOException {
    STAGE.upstream.play(FaultyUpstream.sends("HTTP/1.1 200 OK\r\n\r\nuntil the end"));
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("GET", Stage.MANIFEST, "Connection: keep-alive").replace("/1.1", "/1.0"));
      RawResponse answer = http.read();
      assertThat(answer.text()).isEqualTo("until the end");
      assertThat(answer.header("Transfer-Encoding")).isEmpty();
      assertThat(answer.end()).isEqualTo(RawResponse.End.BY_CLOSE);
    }
  }

  @Test
  void anAnswerWithoutBodyLeavesTheConnectionInStep() throws IOException {
    STAGE.upstream.play(
        FaultyUpstream.answers("HTTP/1.1 204 No Content\r\nDocker-Upload-UUID: x\r\n\r\n"));
    try (RawHttp http = STAGE.connect()) {
      for (int i = 0; i < 3; i++) {
        http.send(STAGE.head("GET", Stage.UPLOAD));
        RawResponse answer = http.read();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
      }
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
