package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * However requests are cut into segments and whenever decisions come: nothing lost or reordered.
 */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class PipeliningIT {
  @RegisterExtension
  static final Stage STAGE = Stage.with(Map.of("proxy.largest-manifest", "4KiB"));

  @BeforeEach
  void play() {
    STAGE.upstream.play(Stage.echo());
  }

  @Test
  void headAndBodyInOneSegment() throws IOException {
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5") + "hello");
      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " hello");

      http.send(
          STAGE.head("PATCH", Stage.UPLOAD, "Transfer-Encoding: chunked")
              + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " hello");
    }
  }

  @Test
  void manyRequestsInOneSegment() throws IOException {
    int many = 100;
    var all = new StringBuilder();
    for (int i = 0; i < many; i++) {
      all.append(STAGE.head("GET", Stage.MANIFEST + i));
    }
    try (RawHttp http = STAGE.connect()) {
      http.send(all.toString());
      for (int i = 0; i < many; i++) {
        assertThat(http.read().text()).isEqualTo(Stage.MANIFEST + i + " ");
      }
    }
  }

  @Test
  void aRequestBehindABodyWaitsForItsTurn() throws IOException {
    String body = "x".repeat(200_000);
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: " + body.length())
              + body
              + STAGE.head("GET", Stage.MANIFEST)
              + STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 2")
              + "yz");

      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " " + body);
      assertThat(http.read().text()).isEqualTo(Stage.MANIFEST + " ");
      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " yz");
    }
  }

  @Test
  void requestsThatComeByteByByte() throws IOException {
    String both =
        STAGE.head("PATCH", Stage.UPLOAD, "Transfer-Encoding: chunked")
            + "5\r\nhello\r\n0\r\n\r\n"
            + STAGE.head("GET", Stage.MANIFEST);
    try (RawHttp http = STAGE.connect()) {
      for (int i = 0; i < both.length(); i++) {
        http.send(both.substring(i, i + 1));
      }
      assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " hello");
      assertThat(http.read().text()).isEqualTo(Stage.MANIFEST + " ");
    }
  }

  @Test
  void aDecisionThatComesLateLosesNothing() throws IOException {
    String body = "y".repeat(300_000);
    // A hash of more than half a second, so that everything below is here long before the decision.
    Map<String, String> slow =
        Map.of("authentication.argon2-memory", "65536", "authentication.argon2-iterations", "8");
    try (Stage stage = Stage.with(slow)) {
      stage.upstream.play(Stage.echo());
      try (RawHttp http = stage.connect()) {
        http.send(stage.head("PATCH", Stage.UPLOAD, "Content-Length: " + body.length()) + "y");
        http.send(body.substring(1) + stage.head("GET", Stage.MANIFEST));
        http.send(
            stage.head("PATCH", Stage.UPLOAD, "Transfer-Encoding: chunked")
                + "1\r\nz\r\n0\r\n\r\n");
        assertThat(stage.upstream.requests()).as("the decision is not there yet").isEmpty();

        assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " " + body);
        assertThat(http.read().text()).isEqualTo(Stage.MANIFEST + " ");
        assertThat(http.read().text()).isEqualTo(Stage.UPLOAD + " z");
      }
      stage.isWellAgain();
    }
  }

  @Test
  void aRefusalOfABodyThatCameWithItsHeadIsRead() throws IOException {
    String chunk = "1000\r\n" + "m".repeat(4096) + "\r\n";
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("PUT", Stage.MANIFEST, "Transfer-Encoding: chunked") + chunk + chunk + chunk);
      assertThat(http.read().status()).isEqualTo(413);
    }
    try (RawHttp http = STAGE.connect()) {
      http.send(
          STAGE.head("PATCH", Stage.UPLOAD, "Transfer-Encoding: chunked")
              + "1\r\nz\r\nno chunk\r\n");
      assertThat(http.read().status()).isEqualTo(400);
    }
  }

  @Test
  void anAnswerThatNobodyAskedForIsNobodysAnswer() throws IOException {
    STAGE.upstream.play(
        exchange -> {
          exchange.send(Stage.OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.MANIFEST).repeat(3));
      for (int i = 0; i < 3; i++) {
        assertThat(http.read().text()).isEqualTo("ok");
      }
    }
  }
}
