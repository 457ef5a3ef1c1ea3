package io.registrymanager.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP/1.1 answer with a {@code Content-Length}, put together as it arrives; bounded. */
final class HttpAnswer {
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_HEAD = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]{1,9}) *");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int status;
  private int bodyStart = -1;
  private int end = MAX_BYTES;

  /** Takes what arrived, and tells whether the answer is whole. */
  boolean add(ByteBuffer part) throws IOException {
    bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    if (bodyStart < 0) {
      readHead();
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IOException("its answer is too long");
    }
    return bodyStart >= 0 && bytes.size() >= end;
  }

  AdminResponse response() {
    return new AdminResponse(status, Arrays.copyOfRange(bytes.toByteArray(), bodyStart, end));
  }

  private void readHead() throws IOException {
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      if (bytes.size() > MAX_HEAD) {
        throw new IOException("its answer is too long");
      }
      return;
    }
    String[] lines = text.substring(0, headEnd).split("\r\n", -1);
    Matcher first = STATUS.matcher(lines[0]);
    if (!first.matches()) {
      throw new IOException("its answer is not HTTP");
    }
    status = Integer.parseInt(first.group(1));
    bodyStart = headEnd + 4;
    end = bodyStart + length(lines);
  }

  private int length(String[] lines) throws IOException {
    for (String line : lines) {
      Matcher matcher = LENGTH.matcher(line.toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        return Math.min(Integer.parseInt(matcher.group(1)), MAX_BYTES);
      }
    }
    if (status == 204) {
      return 0;
    }
    throw new IOException("its answer has no length");
  }
}
