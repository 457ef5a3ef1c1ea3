package io.registrymanager.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first line of a request, read strictly: three parts with one blank between them (RFC 9112
 * section 3). What is decided about and what is said in logs comes from here alone. Immutable.
 *
 * @param target as it came
 * @param version as it came; what it may be is not looked at
 */
record RequestLine(String method, String target, String version) {
  /**
   * Reads it.
   *
   * @param length of the line, without its end
   * @return nothing if it is malformed
   */
  static Optional<RequestLine> read(byte[] head, int length) {
    int method = 0;
    while (method < length && isToken(head[method])) {
      method++;
    }
    int target = method + 1;
    int space = target;
    while (space < length && isVisible(head[space])) {
      space++;
    }
    boolean framed =
        method > 0
            && method < length
            && head[method] == ' '
            && space > target
            && space < length
            && head[space] == ' ';
    return framed
        ? Optional.of(
            new RequestLine(
                text(head, 0, method), text(head, target, space), text(head, space + 1, length)))
        : Optional.empty();
  }

  /** Whether it is HTTP/1.1. */
  boolean isCurrent() {
    return version.equals("HTTP/1.1");
  }

  /** Whether it is HTTP/1.0. */
  boolean isOld() {
    return version.equals("HTTP/1.0");
  }

  /** A token character of RFC 9110. */
  static boolean isToken(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b > ' ' && "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
  }

  private static boolean isVisible(byte b) {
    return b > ' ' && b < 0x7f;
  }

  private static String text(byte[] head, int from, int to) {
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
