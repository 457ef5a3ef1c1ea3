package io.registrymanager.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Prints the heads of HTTP/1.1 messages, one after the other, straight into the bytes that go out.
 * Netty's way, a block of headers as objects and an encoder that walks it, costs more than anything
 * else that is done for a small request. Not thread-safe: each event loop has its own.
 *
 * <p>Nothing that is printed ends its line: a control character becomes a blank, wherever it came
 * from (traps 68, 94).
 */
public final class HeadPrinter {
  private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1");
  private static final int USUAL = 1024;
  private static final byte BLANK = ' ';
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private byte[] bytes = new byte[USUAL];
  private int size;

  /** Begins the head of a request. */
  public HeadPrinter request(String method, String target) {
    size = 0;
    text(method);
    octet(BLANK);
    text(target);
    octet(BLANK);
    text(VERSION);
    return endLine();
  }

  /** Begins the head of an answer. */
  public HeadPrinter answer(int status) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(status);
    size = 0;
    text(VERSION);
    octet(BLANK);
    text(known.codeAsText());
    octet(BLANK);
    text(known.reasonPhrase());
    return endLine();
  }

  /** Begins lines that are to be kept, see {@link #kept}. */
  public HeadPrinter lines() {
    size = 0;
    return this;
  }

  /** One header field. */
  public HeadPrinter field(CharSequence name, CharSequence value) {
    text(name);
    octet((byte) ':');
    octet(BLANK);
    text(value);
    return endLine();
  }

  /** Header fields that were printed and kept. */
  public HeadPrinter fields(byte[] printed) {
    copy(printed, 0, printed.length);
    return this;
  }

  /** What was printed since the beginning, for {@link #fields}. */
  public byte[] kept() {
    return Arrays.copyOf(bytes, size);
  }

  /** Ends the head: all of it, and room for so many bytes more. */
  public ByteBuf end(ByteBufAllocator allocator, int more) {
    endLine();
    ByteBuf head = room(allocator, size + more).writeBytes(bytes, 0, size);
    if (bytes.length > USUAL) {
      bytes = new byte[USUAL]; // one large head should not be paid for as long as the loop lives
    }
    return head;
  }

  /**
   * Without memory for it nothing may fail here, in the middle of somebody's work: the channel that
   * it is written to finds out too, and is closed.
   */
  private static ByteBuf room(ByteBufAllocator allocator, int bytes) {
    try {
      return allocator.directBuffer(bytes);
    } catch (OutOfMemoryError _) {
      return Unpooled.buffer(bytes);
    }
  }

  private HeadPrinter endLine() {
    octet(CR);
    octet(LF);
    return this;
  }

  private void octet(byte octet) {
    reserve(1);
    bytes[size++] = octet;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  private void text(CharSequence text) {
    int begin = size;
    if (text instanceof AsciiString ascii) {
      copy(ascii.array(), ascii.arrayOffset(), ascii.length());
    } else {
      // As heads are read; a character that is no byte becomes a question mark.
      byte[] latin = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      copy(latin, 0, latin.length);
    }
    for (int i = begin; i < size; i++) {
      byte octet = bytes[i];
      if (octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7f) {
        bytes[i] = ' ';
      }
    }
  }

  private void copy(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }
}
