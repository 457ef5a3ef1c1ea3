package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeadTest {
  private static final String ANSWER =
      "HTTP/1.1 206 Partial\r\ncontent-LENGTH:  42\r\nA: b\r\n\r\n";

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  @Test
  void aHeadComesInPieces() throws IOException {
    for (int cut = 1; cut < ANSWER.length(); cut++) {
      Head head = new Head();
      assertThat(head.take(bytes(ANSWER.substring(0, cut)))).isFalse();
      ByteBuffer rest = bytes(ANSWER.substring(cut) + "body");
      assertThat(head.take(rest)).isTrue();
      assertThat(rest.remaining()).isEqualTo(4);
      assertThat(head.status()).isEqualTo(206);
      assertThat(head.bodyLength()).isEqualTo(42);
      assertThat(head.line()).isEqualTo("HTTP/1.1 206 Partial");
    }
  }

  @Test
  void withoutALengthThereIsNoBody() throws IOException {
    Head head = new Head();
    assertThat(head.take(bytes("HTTP/1.1 204 No Content\r\n\r\n"))).isTrue();
    assertThat(head.bodyLength()).isZero();
  }
}
