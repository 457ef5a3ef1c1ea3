package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that break the grammar of HTTP, and headers that would like to travel along. */
class HeadTrapsIT {
  private static final String TAGS = "GET /v2/team/app/tags/list HTTP/1.1";
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  static Stream<BadHeads.Bad> badHeads() {
    return BadHeads.all();
  }

  @ParameterizedTest
  @MethodSource("badHeads")
  void trap68AHeadThatTwoReadersCouldTakeDifferentlyIsRefusedAndNothingBehindItIsRead(
      BadHeads.Bad bad) {
    String answer =
        attack.raw(
            "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", bad.lines().toArray(String[]::new));

    assertThat(answer).startsWith("HTTP/1.1 " + bad.status() + " ");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .contains("connection: close", "content-type: text/plain");
    assertThat(answer.split("HTTP/1.1 [1-5]", -1)).as("one answer").hasSize(2);
    assertThat(lab.upstream.connections()).isZero();
  }

  @Test
  void theLineThatNeverEndsIsCutOff() {
    assertThat(attack.bytes("GET /" + "a".repeat(40_000))).startsWith("HTTP/1.1 414 ");
    assertThat(attack.bytes(TAGS + "\r\nX: " + "a".repeat(60_000))).startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/team/app/tags/list\r\n\r\n",
        "GET /v2/team/app/tags/list\n",
        TAGS + "\nHost: x\nLOGIN\n\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "\u0000\r\n\r\n",
        "\u0080\u0001",
        "\n\n" + TAGS + "\r\nHost: x\r\n\r\n",
        " \r\n\r\n",
      })
  void whatIsNoRequestAtAllIsAnsweredAtOnce(String bytes) {
    assertThat(attack.bytes(bytes)).startsWith("HTTP/1.1 400 ");
    assertThat(lab.upstream.connections()).isZero();
  }

  @Test
  void theHttp2PrefaceIsRefused() {
    assertThat(attack.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 505 ");
  }

  @Test
  void http10IsServedWithAHostAndNeverKeptNorChunked() {
    String answer =
        attack.raw(
            "",
            "GET /v2/team/app/tags/list HTTP/1.0",
            "Host: x",
            "LOGIN",
            "Connection: keep-alive");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"name\":\"team/app\",\"tags\":[\"1\"]}\n");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .contains("connection: close")
        .doesNotContain("transfer-encoding");
  }

  @ParameterizedTest
  @CsvSource({
    "'Connection: Authorization'",
    "'Connection: close, Authorization, X-Forwarded-For'",
    "'Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__'",
    "'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'",
    "'Forwarded: for=1.2.3.4;host=evil;proto=https'",
    "'X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: javascript'",
    "'X-Forwarded-Prefix: /evil\r\nX-Forwarded-Port: 1\r\nX-Forwarded-Server: evil'",
    "'X-Real-IP: 1.2.3.4\r\nX-Original-URL: /v2/secret/app/tags/list\r\nX-Rewrite-URL: /x'",
    "'X-Original-Host: evil\r\nX-Host: evil\r\nX-Forwarded-Uri: /v2/secret'",
    "'X-Remote-User: admin\r\nRemote-User: admin\r\nX-Forwarded-User: admin'",
    "'Proxy-Authorization: Basic YWRtaW46eA==\r\nProxy-Connection: keep-alive'",
    "'Cookie: a=b\r\nOrigin: http://evil\r\nReferer: http://evil'",
    "'TE: trailers\r\nTrailer: Authorization\r\nKeep-Alive: timeout=1'",
    "'Via: 1.1 evil\r\nMax-Forwards: 0\r\nX-Accel-Redirect: /secret'",
    "'Docker-Content-Digest: sha256:x\r\nContent-Type: text/html'",
  })
  void traps05And66And67And69NothingTravelsAlongThatIsNotOnTheList(String lines) {
    RawResponse answer =
        attack.printedAs(
            "GET /v2/team/app/tags/list", "GET", "/v2/team/app/tags/list", lines.split("\r\n", -1));

    assertThat(answer.status()).isEqualTo(200);
    RecordedRequest seen = lab.upstream.requests().getFirst();
    assertThat(seen.head().fields())
        .extracting(field -> field.name().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder("host", "x-forwarded-for", "x-request-id");
    assertThat(seen.header("X-Forwarded-For")).contains("127.0.0.1");
    assertThat(seen.header("Host")).contains("127.0.0.1:" + lab.upstream.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "Content-Length, Host"})
  void trap66ConnectionDoesNotTakeTheFramingAway(String named) {
    byte[] body = "GET /v2/x/tags/list HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    String session = lab.session("team/app");
    lab.forget();
    RawResponse answer = lab.ask("PATCH", session, body, attack.login(), "Connection: " + named);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Range")).contains("0-" + (body.length - 1));
    assertThat(lab.asked()).containsExactly("PATCH " + session);
    assertThat(lab.upstream.requests().getFirst().headers("Content-Length"))
        .containsExactly(Integer.toString(body.length));
  }

  @Test
  void trap67TheAnswerSaysNothingOfWhoIsBehind() {
    RawResponse answer = lab.ask("GET", "/v2/team/app/tags/list", attack.login());

    for (String header : List.of("Server", "Set-Cookie", "Via", "X-Powered-By")) {
      assertThat(answer.headers(header)).isEmpty();
    }
  }

  /**
   * An old handshake had eight bytes behind its head without any length; Netty still reads them so,
   * and nobody in front of us does.
   */
  @Test
  void trap68NoHeaderMakesABodyWhereThereIsNone() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.send(
          RawHttp.lines(
              "GET /v2/ HTTP/1.1",
              "Host: x",
              attack.login(),
              "Sec-WebSocket-Key1: 1",
              "Sec-WebSocket-Key2: 2",
              "",
              "XXXXXXXXGET /v2/team/app/tags/list HTTP/1.1",
              "Host: x",
              attack.login(),
              "Connection: close",
              ""));
      assertThat(http.readToEnd()).doesNotContain("\"tags\"");
    }
    assertThat(lab.asked()).isEmpty();
  }
}
