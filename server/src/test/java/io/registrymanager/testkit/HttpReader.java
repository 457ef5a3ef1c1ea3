package io.registrymanager.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads messages off a stream by their framing and passes every byte on as it came. One thread.
 *
 * <p>Not strict on purpose: it stands where tests send and receive what no parser should accept.
 */
final class HttpReader {
  private static final int LARGEST_HEAD = 256 * 1024;
  private static final int BLOCK = 64 * 1024;

  private final InputStream in;

  HttpReader(InputStream in) {
    this.in = in;
  }

  InputStream stream() {
    return in;
  }

  /**
   * The bytes up to and with the empty line; fewer when the stream ends, none when it ends at once.
   * Of what cannot be HTTP, the first byte alone: clients try a TLS hello on a plain port and wait
   * for the answer, so nothing may be held back.
   */
  byte[] head() throws IOException {
    var head = new ByteArrayOutputStream();
    int newLines = 0;
    while (newLines < 2 && head.size() < LARGEST_HEAD) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
      if (head.size() == 1 && !isHttp(next)) {
        break;
      }
      if (next == '\n') {
        newLines++;
      } else if (next != '\r') {
        newLines = 0;
      }
    }
    return head.toByteArray();
  }

  /** Whether a message may begin with this byte. */
  static boolean isHttp(int first) {
    return first == '\r' || first == '\n' || (first > ' ' && first < 0x7f);
  }

  /**
   * Copies a body.
   *
   * @param raw receives the bytes as they came, chunk lines included
   * @param content receives what they mean
   * @return whether the body came whole
   */
  boolean body(HttpFields head, OutputStream raw, OutputStream content) throws IOException {
    if (head.first("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return chunked(raw, content);
    }
    long length = head.first("Content-Length").map(Long::parseLong).orElse(0L);
    return copy(length, raw, content);
  }

  /** Copies all there is until the other side closes. */
  void untilClosed(OutputStream content) throws IOException {
    copy(Long.MAX_VALUE, OutputStream.nullOutputStream(), content);
  }

  private boolean chunked(OutputStream raw, OutputStream content) throws IOException {
    while (true) {
      String line = line(raw);
      if (!line.endsWith("\n")) {
        return false;
      }
      long size = Long.parseLong(line.split(";", 2)[0].strip(), 16);
      if (size == 0) {
        return trailers(raw);
      }
      if (!copy(size, raw, content) || !line(raw).endsWith("\n")) {
        return false;
      }
    }
  }

  private boolean trailers(OutputStream raw) throws IOException {
    String line = line(raw);
    while (!line.isBlank()) {
      line = line(raw);
    }
    raw.flush();
    return line.endsWith("\n");
  }

  private String line(OutputStream raw) throws IOException {
    var line = new ByteArrayOutputStream();
    int next = 0;
    while (next != '\n' && line.size() < LARGEST_HEAD) {
      next = in.read();
      if (next < 0) {
        break;
      }
      line.write(next);
    }
    raw.write(line.toByteArray());
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private boolean copy(long length, OutputStream raw, OutputStream content) throws IOException {
    byte[] block = new byte[BLOCK];
    long rest = length;
    while (rest > 0) {
      int read = in.read(block, 0, (int) Math.min(block.length, rest));
      if (read < 0) {
        return false;
      }
      raw.write(block, 0, read);
      raw.flush();
      content.write(block, 0, read);
      rest -= read;
    }
    return true;
  }
}
