package io.registrymanager.observation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * One JSON object on one line, written into a buffer that is used again and again. Everything but
 * printable ASCII leaves as an escape, so that no value can end the line, forge a field or turn the
 * reading direction of a terminal (trap 71). One thread at a time.
 */
final class JsonLine {
  private static final int USUAL_SIZE = 512;
  private static final int KEPT_SIZE = 2048;
  private static final int MOST_CHARACTERS = 256;
  private static final String HEX = "0123456789abcdef";

  private byte[] bytes = new byte[USUAL_SIZE];
  private int length;
  private boolean whole;

  /** Starts a new object; forgets the last one. */
  void begin() {
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[USUAL_SIZE];
    }
    length = 0;
    whole = false;
  }

  /** Ends the object and the line. */
  void end() {
    room(2);
    bytes[length++] = '}';
    bytes[length++] = '\n';
    whole = true;
  }

  byte[] bytes() {
    return bytes;
  }

  /** How many bytes there are to write; none of an object that was not ended. */
  int length() {
    return whole ? length : 0;
  }

  /** A text, cut off after 256 characters. */
  void text(String name, String value) {
    int most = Math.min(value.length(), MOST_CHARACTERS);
    name(name, 2 + most * 6);
    bytes[length++] = '"';
    for (int i = 0; i < most; i++) {
      character(value.charAt(i));
    }
    bytes[length++] = '"';
  }

  void number(String name, long value) {
    name(name, 20);
    digits(value);
  }

  /** Nanoseconds as milliseconds with three decimals. */
  void milliseconds(String name, long nanos) {
    name(name, 24);
    long micros = Math.max(0, nanos) / 1000;
    digits(micros / 1000);
    bytes[length++] = '.';
    digits(micros % 1000, 3);
  }

  /** RFC 3339 in UTC with milliseconds. */
  void time(String name, Instant time) {
    long seconds = time.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
    long second = Math.floorMod(seconds, 86_400L);
    name(name, 26);
    bytes[length++] = '"';
    part(date.getYear(), 4, '-');
    part(date.getMonthValue(), 2, '-');
    part(date.getDayOfMonth(), 2, 'T');
    part(second / 3600, 2, ':');
    part(second / 60 % 60, 2, ':');
    part(second % 60, 2, '.');
    part(time.getNano() / 1_000_000, 3, 'Z');
    bytes[length++] = '"';
  }

  private void part(long value, int width, char behind) {
    digits(value, width);
    bytes[length++] = (byte) behind;
  }

  private void name(String name, int more) {
    room(name.length() + 4 + more);
    bytes[length] = (byte) (length == 0 ? '{' : ',');
    length++;
    bytes[length++] = '"';
    for (int i = 0; i < name.length(); i++) {
      bytes[length++] = (byte) name.charAt(i);
    }
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else if (c >= ' ' && c < 0x7f) {
      bytes[length++] = (byte) c;
    } else {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[length++] = (byte) HEX.charAt(c >> shift & 15);
      }
    }
  }

  private void digits(long value) {
    long positive = Math.max(0, value);
    int width = 1;
    for (long rest = positive / 10; rest > 0; rest /= 10) {
      width++;
    }
    digits(positive, width);
  }

  private void digits(long value, int width) {
    long rest = value;
    for (int i = length + width - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
