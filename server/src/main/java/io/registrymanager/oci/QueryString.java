package io.registrymanager.oci;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query string, split at {@code &} and decoded exactly once. A pair with a bad escape, a {@code
 * ;} or a byte that has no place in a query has no decoded form; what that means is for the
 * operation to say (trap 20: parsers differ on precisely these, so none of them is ever passed on).
 */
public final class QueryString {
  private static final String UNRESERVED = "-._~";
  private static final String ALSO_IN_QUERY = "!$'()*+,:@/?=";
  private static final String HEX = "0123456789ABCDEF";

  /**
   * One {@code name=value}.
   *
   * @param raw as it came
   * @param name decoded; empty if it cannot be
   * @param value decoded; empty if it cannot be
   */
  record Pair(String raw, Optional<String> name, Optional<String> value) {
    boolean isNamed(String wanted) {
      return name.isPresent() && name.get().equals(wanted);
    }
  }

  private final List<Pair> pairs;

  private QueryString(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /** Splits {@code raw}, the part behind the question mark. */
  static QueryString parse(String raw) {
    List<Pair> pairs = new ArrayList<>(4);
    int start = 0;
    while (start < raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        pairs.add(pair(raw.substring(start, end)));
      }
      start = end + 1;
    }
    return new QueryString(pairs);
  }

  private static Pair pair(String raw) {
    int equals = raw.indexOf('=');
    String name = equals < 0 ? raw : raw.substring(0, equals);
    String value = equals < 0 ? "" : raw.substring(equals + 1);
    return new Pair(raw, decode(name), decode(value));
  }

  List<Pair> pairs() {
    return pairs;
  }

  /** All pairs of that decoded name. */
  List<Pair> named(String name) {
    List<Pair> found = new ArrayList<>(1);
    for (Pair pair : pairs) {
      if (pair.isNamed(name)) {
        found.add(pair);
      }
    }
    return found;
  }

  /**
   * Decodes percent-escapes and {@code +}; nothing if {@code raw} is not well-formed UTF-8 in query
   * characters.
   */
  public static Optional<String> decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int octet = octet(raw, i + 1);
        if (octet < 0) {
          return Optional.empty();
        }
        bytes[length++] = (byte) octet;
        i += 2;
      } else if (c == '+') {
        bytes[length++] = ' ';
      } else if (isUnreserved(c) || ALSO_IN_QUERY.indexOf(c) >= 0) {
        bytes[length++] = (byte) c;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int octet(String raw, int at) {
    if (at + 2 > raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** Encodes for a query value; {@code :} and {@code /} stay readable, as RFC 3986 allows. */
  public static String encode(String value) {
    StringBuilder encoded = new StringBuilder(value.length() + 8);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c) || c == ':' || c == '/') {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || UNRESERVED.indexOf(c) >= 0;
  }
}
