package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawHttp;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chunks out of order. With a registry of their own: it may hear of such an upload after the client
 * was refused.
 */
@Tag("bodies")
class ChunkTrapsIT {
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello\r\n0\n\n",
        "5;x\ny\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n",
        "5\r\r\nhello\r\n0\r\n\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        "5_0\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n",
        "ffffffffffffffff\r\nhello\r\n0\r\n\r\n",
        "100000005\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
        "5\r\nhello\r\n0\r\n folded\r\n\r\n",
      })
  void trap68ChunksThatTwoReadersCouldReadDifferentlyEndTheConnection(String body) {
    String session = lab.session("team/app");
    String answer =
        attack.raw(
            body
                + RawHttp.lines(
                    "GET /v2/team/hidden/tags/list HTTP/1.1", "Host: x", attack.login(), ""),
            "PATCH " + session + " HTTP/1.1",
            "Host: x",
            "LOGIN",
            "Transfer-Encoding: chunked");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    assertThat(lab.asked()).allMatch(asked -> asked.startsWith("PATCH "));
  }
}
