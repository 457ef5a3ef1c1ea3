package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Collects the head of a request or an answer, and reads the little of it that is needed. The other
 * side is a proxy under measurement, not an attacker.
 */
final class Head {
  /** More than any peer here says. */
  static final int LONGEST = 8192;

  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);

  private final byte[] bytes = new byte[LONGEST];
  private int filled;
  private int end;

  /** Takes from {@code in} what belongs to the head; true when it is complete. */
  boolean take(ByteBuffer in) throws IOException {
    int before = filled;
    int most = Math.min(in.remaining(), bytes.length - filled);
    in.get(bytes, filled, most);
    filled += most;
    for (int i = Math.max(3, before); i < filled; i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
        end = i + 1;
        in.position(in.position() - (filled - end));
        return true;
      }
    }
    if (filled == bytes.length) {
      throw new IOException("a head of more than 8 KiB");
    }
    return false;
  }

  void clear() {
    filled = 0;
  }

  /** The status of an answer. */
  int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  /** The first line. */
  String line() {
    int stop = 0;
    while (bytes[stop] != '\r') {
      stop++;
    }
    return new String(bytes, 0, stop, ISO_8859_1);
  }

  /** How many bytes of body follow; 0 if nothing is said. */
  long bodyLength() {
    for (int i = 1; i < end - LENGTH.length; i++) {
      if (bytes[i - 1] == '\n' && isLengthAt(i)) {
        return number(i + LENGTH.length);
      }
    }
    return 0;
  }

  private boolean isLengthAt(int start) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((bytes[start + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private long number(int start) {
    int i = start;
    while (bytes[i] == ' ') {
      i++;
    }
    long value = 0;
    for (; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }
}
