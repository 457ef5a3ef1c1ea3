package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawHttpTest {
  @Test
  void readsABodyByItsLength() throws IOException {
    RawResponse response = answerTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("hello");
    assertThat(response.end()).isEqualTo(RawResponse.End.WHOLE);
  }

  @Test
  void readsChunksAndTrailers() throws IOException {
    RawResponse response =
        answerTo(
            RawHttp.lines(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "",
                "4;x=y",
                "hell",
                "1",
                "o",
                "0",
                "A: b",
                ""));

    assertThat(response.text()).isEqualTo("hello");
    assertThat(response.end()).isEqualTo(RawResponse.End.WHOLE);
  }

  @Test
  void readsUntilTheConnectionClosesWhereThereIsNoFraming() throws IOException {
    RawResponse response = answerTo("HTTP/1.0 400 Bad Request\r\n\r\nno");

    assertThat(response.text()).isEqualTo("no");
    assertThat(response.end()).isEqualTo(RawResponse.End.BY_CLOSE);
  }

  @Test
  void tellsACutOffBodyFromAWholeOne() throws IOException {
    assertThat(answerTo("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello").isWhole()).isFalse();
    assertThat(
            answerTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                .isWhole())
        .isFalse();
  }

  @Test
  void readsAnInterimAnswerByItself() throws IOException {
    String both = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
    try (FaultyUpstream server = FaultyUpstream.playing(FaultyUpstream.sends(both));
        RawHttp http = RawHttp.connect(server.port())) {
      http.request("PUT", "/");

      assertThat(http.read().status()).isEqualTo(100);
      assertThat(http.read().status()).isEqualTo(201);
      assertThat(http.readToEnd()).isEmpty();
    }
  }

  @Test
  void readsTwoPipelinedAnswersInOrder() throws IOException {
    try (FaultyUpstream server =
            FaultyUpstream.playing(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                  exchange.send(exchange.request().target());
                  return FaultyUpstream.Next.KEEP_OPEN;
                });
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");

      assertThat(http.read().text()).isEqualTo("/1");
      assertThat(http.read().text()).isEqualTo("/2");
    }
  }

  @Test
  void givesUpOnASilentServer() throws IOException {
    try (FaultyUpstream server = FaultyUpstream.playing(FaultyUpstream.stallsAfter(""));
        RawHttp http = RawHttp.connect(server.port()).within(Duration.ofMillis(50))) {
      http.request("GET", "/");

      assertThatThrownBy(http::read).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void saysWhatCameInsteadOfAnAnswer() throws IOException {
    try (FaultyUpstream server = FaultyUpstream.playing(FaultyUpstream.sends("SSH-2.0-x\r\n\r\n"));
        RawHttp http = RawHttp.connect(server.port())) {
      http.request("GET", "/");

      assertThatThrownBy(http::read).hasMessageContaining("SSH-2.0-x");
    }
  }

  private static RawResponse answerTo(String bytes) throws IOException {
    try (FaultyUpstream server = FaultyUpstream.playing(FaultyUpstream.sends(bytes))) {
      return RawHttp.get(server.port(), "/");
    }
  }
}
