package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry that is away, silent or mad: which status says so, and that the next request works.
 */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class UpstreamFaultIT {
  @RegisterExtension
  static final Stage STAGE =
      Stage.with(
          Map.of(
              "upstream.answer-timeout", "1s",
              "upstream.connection-wait", "1s",
              "upstream.idle", "1s",
              "upstream.connections", "1",
              "proxy.body-idle", "1s",
              "listen.loops", "1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 42 Odd\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 1000 Odd\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: odd\r\n\r\nodd bytes",
        "HTTP/1.1 200 OK\r\nContent-Le",
        ""
      })
  void whatIsNoAnswerIs502(String bytes) throws IOException {
    STAGE.upstream.play(FaultyUpstream.sends(bytes));
    assertUnavailable(502, get());
  }

  @Test
  void aHeadWithoutEndIs502() throws IOException {
    String head = "HTTP/1.1 200 OK\r\n" + "A: " + "b".repeat(100_000);
    STAGE.upstream.play(FaultyUpstream.stallsAfter(head));
    assertUnavailable(502, get());
  }

  @Test
  void someInterimAnswersAreSwallowedAndAFloodOfThemIs502() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    STAGE.upstream.play(FaultyUpstream.answers(interim.repeat(20) + Stage.OK));
    assertThat(get().text()).isEqualTo("ok");
    STAGE.upstream.play(FaultyUpstream.stallsAfter(interim.repeat(200)));
    assertUnavailable(502, get());
  }

  @Test
  void trap73SilenceIs504() throws IOException {
    STAGE.upstream.play(FaultyUpstream.stallsAfter(""));
    assertUnavailable(504, get());
  }

  @Test
  void aResetInsteadOfAnAnswerIs502() throws IOException {
    STAGE.upstream.play(FaultyUpstream.resetsAfter(""));
    assertUnavailable(502, get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhe",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n0\r\n"
      })
  void trap73ABodyThatStandsStillIsBrokenOff(String rest) throws IOException {
    STAGE.upstream.play(FaultyUpstream.stallsAfter("HTTP/1.1 200 OK\r\n" + rest));
    RawResponse answer = get();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.isWhole()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2;x=%s", "2\r\nhe\r\n0\r\nX: %s"})
  void framingWithoutEndIsBrokenOff(String chunk) throws IOException {
    STAGE.upstream.play(
        FaultyUpstream.stallsAfter(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.formatted("y".repeat(1_000_000))));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.MANIFEST));
      // Whether the head went out before the rest was seen to be mad, nobody knows.
      assertThat(http.readToEnd())
          .matches("(?s)|HTTP/1\\.1 (502|200) .*")
          .doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void trap73AClientThatStandsStillInItsBodyIs408() throws IOException {
    STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, "Content-Length: 5") + "he");
      assertThat(http.read().status()).isEqualTo(408);
    }
  }

  @Test
  void anUnreachableRegistryIs503WithAHintWhenToComeBack() throws IOException {
    try (Stage stage = Stage.with(Map.of("upstream.url", "http://127.0.0.1:1"))) {
      RawResponse answer = RawHttp.get(stage.server.port(), Stage.MANIFEST, stage.alice);
      assertUnavailable(503, answer);
      assertThat(answer.header("Retry-After")).isPresent();
    }
  }

  @Test
  void trap76MoreThanTheConnectionsAllowWaitAndThenAre503() throws IOException {
    CountDownLatch release = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          await(release);
          exchange.send(Stage.OK);
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    int before = STAGE.upstream.requests().size();
    try (RawHttp first = STAGE.connect();
        RawHttp second = STAGE.connect();
        RawHttp third = STAGE.connect()) {
      first.send(STAGE.head("GET", Stage.MANIFEST));
      Await.until(Stage.SOON, "it arrived", () -> STAGE.upstream.requests().size() > before);
      second.send(STAGE.head("GET", Stage.MANIFEST));
      assertThat(second.read().status()).isIn(503, 504);
      third.send(STAGE.head("GET", Stage.MANIFEST));
      release.countDown();
      assertThat(third.read().text()).isEqualTo("ok");
    }
  }

  @Test
  void trap76AnIdleConnectionIsClosedByUsBeforeTheRegistryDoes() throws IOException {
    CountDownLatch closed = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.send(Stage.OK);
          exchange.awaitEnd();
          closed.countDown();
          return FaultyUpstream.Next.CLOSE;
        });
    assertThat(get().text()).isEqualTo("ok");
    Await.until(Stage.SOON, "we closed it", () -> closed.getCount() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407, 500, 502, 503, 504, 599})
  void traps55And109TheRegistrysOwnTroubleIsNotRelayed(int status) throws IOException {
    STAGE.upstream.play(
        FaultyUpstream.sends(
            "HTTP/1.1 %d Trouble\r\nWWW-Authenticate: Basic realm=\"inner\"\r\nContent-Length: 17\r\n\r\n/var/lib/registry"
                .formatted(status)));
    RawResponse answer = get();
    assertUnavailable(status == 503 || status == 504 ? status : 502, answer);
    assertThat(answer.text()).doesNotContain("/var/lib");
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
  }

  private static RawResponse get() throws IOException {
    return RawHttp.get(STAGE.server.port(), Stage.MANIFEST, STAGE.alice);
  }

  private static void assertUnavailable(int status, RawResponse answer) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("\"UNAVAILABLE\"");
    assertThat(answer.header("X-Request-Id")).isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void bytesBehindAnAnswerNeverBeginTheNextOne() throws IOException {
    for (String rest : List.of("abc", "HTTP/1.1 200 OK\r\nContent-Le")) {
      STAGE.upstream.play(
          exchange -> {
            exchange.send("HTTP/1.1 304 Not Modified\r\n\r\n" + rest);
            return FaultyUpstream.Next.KEEP_OPEN;
          });
      assertThat(RawHttp.get(STAGE.server.port(), Stage.MANIFEST, STAGE.alice).status())
          .isEqualTo(304);
      for (int loop = 0; loop < 4; loop++) {
        STAGE.isWellAgain(); // whichever event loop has that connection
      }
    }
  }
}
