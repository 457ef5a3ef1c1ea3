package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that come before the body did, and clients that ask first whether they may send it. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class EarlyAnswerIT {
  @RegisterExtension static final Stage STAGE = Stage.open();
  private static final long BIG = 1L << 30;
  private static final String TOO_LARGE =
      "HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 9\r\n\r\ntoo large";

  @Test
  void trap65AnAnswerOfTheRegistryInTheMiddleOfABodyIsRead() throws IOException {
    STAGE.upstream.play(
        exchange -> {
          exchange.readBytes(1_000_000);
          exchange.send(TOO_LARGE);
          exchange.awaitEnd();
          return FaultyUpstream.Next.CLOSE;
        });

    assertThatTheClientReads413();
  }

  @RepeatedTest(3)
  void trap65AnAnswerBehindWhichTheRegistryClosesAtOnceIsReadToo() throws IOException {
    STAGE.upstream.play(
        exchange -> {
          exchange.readBytes(1_000_000);
          exchange.send(TOO_LARGE);
          return FaultyUpstream.Next.CLOSE; // with unread bytes, which makes it a reset
        });

    assertThatTheClientReads413();
  }

  private static void assertThatTheClientReads413() throws IOException {
    try (RawHttp http = STAGE.connect()) {
      Thread sending = sendWithoutEnd(http);
      RawResponse answer = http.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).isEqualTo("too large");
      assertThat(answer.header("Connection")).contains("close");
      http.reset();
      join(sending);
    }
  }

  @Test
  void trap65OurOwnRefusalIsReadWhileTheBodyComes() throws IOException {
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("PATCH", Stage.UPLOAD.replace("team", "other"), "Content-Length: " + BIG));
      Thread sending = sendZeros(http);
      RawResponse answer = http.read();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Connection")).contains("close");
      http.reset();
      join(sending);
    }
  }

  @Test
  void aShortRestIsReadAndTheConnectionGoesOn() throws IOException {
    STAGE.upstream.play(
        exchange -> {
          exchange.send(TOO_LARGE);
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5"));
      assertThat(http.read().status()).isEqualTo(413);
      STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
      http.send("hello" + STAGE.head("GET", Stage.MANIFEST));
      assertThat(http.read().text()).isEqualTo("ok");
    }
  }

  @Test
  void trap64AClientThatAsksFirstIsInvitedOnceItMaySend() throws IOException {
    STAGE.upstream.play(Stage.echo());
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5", "Expect: 100-continue"));
      assertThat(http.read().status()).isEqualTo(100);
      http.send("hello");
      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " hello");
      http.send(STAGE.head("GET", Stage.MANIFEST));
      assertThat(http.read().text()).isEqualTo(Stage.MANIFEST + " ");
    }
    assertThat(STAGE.upstream.requests())
        .allMatch(request -> request.head().first("Expect").isEmpty());
  }

  @Test
  void trap64NobodyIsInvitedToSendWhatIsRefused() throws IOException {
    String[] expecting = {"Content-Length: " + BIG, "Expect: 100-continue"};
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD.replace("team", "other"), expecting));
      assertThat(http.read().status()).isEqualTo(403);
    }
    try (RawHttp http = STAGE.connect()) {
      http.request("PATCH", Stage.UPLOAD, expecting);
      assertThat(http.read().status()).isEqualTo(401);
    }
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PUT", Stage.MANIFEST, expecting));
      assertThat(http.read().status()).isEqualTo(413);
    }
  }

  @Test
  void trap64NobodyIsInvitedWhenTheRegistryIsNotThere() throws IOException {
    try (Stage stage = Stage.with(Map.of("upstream.url", "http://127.0.0.1:1"));
        RawHttp http = stage.connect()) {
      http.send(stage.head("PATCH", Stage.UPLOAD, "Content-Length: 5", "Expect: 100-continue"));
      assertThat(http.read().status()).isEqualTo(503);
    }
  }

  @Test
  void trap64AClientThatDoesNotWaitForTheInvitationIsServedToo() throws IOException {
    STAGE.upstream.play(Stage.echo());
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5", "Expect: 100-continue") + "hello");
      RawResponse answer = http.read();
      if (answer.status() == 100) {
        answer = http.read();
      }
      assertThat(answer.text()).isEqualTo(Stage.UPLOAD + " hello");
    }
  }

  private static Thread sendWithoutEnd(RawHttp http) throws IOException {
    http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: " + BIG));
    return sendZeros(http);
  }

  private static Thread sendZeros(RawHttp http) throws IOException {
    OutputStream out = http.output();
    return Thread.ofVirtual()
        .start(
            () -> {
              byte[] zeros = new byte[64 * 1024];
              try {
                for (long sent = 0; sent < BIG; sent += zeros.length) {
                  out.write(zeros);
                }
              } catch (IOException _) {
                // The other side has heard enough.
              }
            });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
