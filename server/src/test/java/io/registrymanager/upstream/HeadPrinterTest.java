package io.registrymanager.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadPrinterTest {
  private final HeadPrinter printer = new HeadPrinter();

  private String printed() {
    ByteBuf head = printer.end(UnpooledByteBufAllocator.DEFAULT, 0);
    String text = head.toString(StandardCharsets.ISO_8859_1);
    head.release();
    return text;
  }

  @Test
  void aRequestIsALineFieldsAndAnEmptyLine() {
    printer.request("GET", "/v2/").field("Host", "registry.example.com");
    assertThat(printed()).isEqualTo("GET /v2/ HTTP/1.1\r\nHost: registry.example.com\r\n\r\n");
  }

  @Test
  void anAnswerIsTheSameBehindItsStatus() {
    printer.answer(404).field(AsciiString.of("Content-Length"), "0");
    assertThat(printed()).isEqualTo("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void fieldsThatWereKeptArePrintedAgain() {
    byte[] kept = printer.lines().field("A", "1").field("B", "2").kept();
    printer.request("HEAD", "/").fields(kept).field("C", "3");
    assertThat(printed()).isEqualTo("HEAD / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nb",
        "a\nb",
        "a\rb",
        "a\0b",
        "a\u010ab",
        "a\u560d\u560ab",
        "a\ud83d\ude00b",
        "a\u007fb"
      })
  void trap68NothingEndsItsLine(String value) {
    printer.request("GET", "/" + value).field(AsciiString.of("X"), AsciiString.of(value));
    printer.field("Y", value);
    assertThat(printed())
        .matches("GET /a..?b HTTP/1\\.1\r\nX: a..?b\r\nY: a..?b\r\n\r\n")
        .doesNotContain("\0");
  }

  /** One whose memory is used up. */
  private static final class Exhausted extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initial, int most) {
      throw new OutOfMemoryError("heap");
    }

    @Override
    protected ByteBuf newDirectBuffer(int initial, int most) {
      throw new OutOfMemoryError("direct");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }

  @Test
  void withoutMemoryForItTheChannelIsToFindOut() {
    printer.request("GET", "/");
    ByteBuf head = printer.end(new Exhausted(), 0);
    assertThat(head.toString(StandardCharsets.ISO_8859_1)).isEqualTo("GET / HTTP/1.1\r\n\r\n");
    assertThat(head.isDirect()).isFalse();
  }

  @Test
  void aHeadMayBeLargerThanMost() {
    String value = "v".repeat(100_000);
    printer.request("GET", "/").field("X", value).field("Y", "1");
    assertThat(printed()).isEqualTo("GET / HTTP/1.1\r\nX: " + value + "\r\nY: 1\r\n\r\n");
    printer.request("GET", "/");
    assertThat(printed()).isEqualTo("GET / HTTP/1.1\r\n\r\n");
  }
}
