package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingUpstreamTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final FaultyUpstream registry = FaultyUpstream.playing(FaultyUpstream.answers(OK));
  private final RecordingUpstream upstream = RecordingUpstream.before(registry.port());

  @AfterEach
  void close() {
    upstream.close();
    registry.close();
  }

  @Test
  void remembersEachRequestOfAConnectionAndSkipsTheirBodies() throws IOException {
    try (RawHttp http = RawHttp.connect(upstream.port())) {
      http.send("PUT /a HTTP/1.1\r\nContent-Length: 14\r\n\r\nGET /no HTTP/1");
      assertThat(http.read().text()).isEqualTo("ok");
      http.send(
          RawHttp.lines(
              "PATCH /b HTTP/1.1",
              "Transfer-Encoding: chunked",
              "X: 1",
              "x: 2",
              "",
              "3",
              "GET",
              "0",
              "",
              "DELETE /c HTTP/1.1",
              ""));
      assertThat(http.read().text()).isEqualTo("ok");
      assertThat(http.read().text()).isEqualTo("ok");
    }

    assertThat(upstream.requests())
        .extracting(RecordedRequest::toString)
        .containsExactly("PUT /a", "PATCH /b", "DELETE /c");
    assertThat(upstream.requests().get(1).headers("X")).containsExactly("1", "2");
    assertThat(upstream.connections()).isEqualTo(1);
    assertThat(registry.requests()).isEqualTo(upstream.requests());
  }

  @Test
  void hasNothingToTellUntilSomebodyAsks() throws IOException {
    assertThat(upstream.connections()).isZero();
    RawHttp.get(upstream.port(), "/");
    upstream.forget();

    assertThat(upstream.requests()).isEmpty();
    assertThat(upstream.connections()).isZero();
  }

  @Test
  void passesTheEndOfAnAnswerOn() throws IOException {
    registry.play(FaultyUpstream.sends("HTTP/1.1 200 OK\r\n\r\nuntil the end"));

    assertThat(RawHttp.get(upstream.port(), "/").text()).isEqualTo("until the end");
  }

  @Test
  void passesAResetOn() throws IOException {
    registry.play(FaultyUpstream.resetsAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123"));

    assertThatThrownBy(() -> cutOff(RawHttp.get(upstream.port(), "/")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void passesTheClientsEndOn() throws IOException {
    registry.play(FaultyUpstream.stallsAfter(""));
    try (RawHttp http = RawHttp.connect(upstream.port())) {
      http.request("GET", "/");
      Await.until(
          Duration.ofSeconds(5), "the request arrived", () -> registry.requests().size() == 1);
      http.halfClose();

      assertThat(http.readToEnd()).isEmpty();
    }
  }

  @Test
  void holdsNothingBackOfWhatIsNotHttp() throws IOException {
    try (RawHttp http = RawHttp.connect(upstream.port()).within(Duration.ofSeconds(2))) {
      http.send("\u0016\u0003\u0001");
      assertThat(http.read().status()).isEqualTo(200);
    }

    assertThat(upstream.requests()).isEmpty();
    assertThat(upstream.connections()).isEqualTo(1);
  }

  @Test
  void cutsConnectionsOffWhenToldTo() throws IOException {
    registry.play(FaultyUpstream.stallsAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123"));
    try (RawHttp http = RawHttp.connect(upstream.port())) {
      http.request("GET", "/");
      http.readHead();
      upstream.resetConnections();

      assertThat(http.readToEnd().length()).isLessThanOrEqualTo(3);
    }
    registry.play(FaultyUpstream.answers(OK));

    assertThat(RawHttp.get(upstream.port(), "/").text()).isEqualTo("ok");
  }

  /**
   * A reset may overtake the bytes before it, so both are right: a cut-off body, and none at all.
   */
  private static void cutOff(RawResponse response) throws IOException {
    assertThat(response.isWhole()).isFalse();
    throw new IOException("cut off");
  }
}
