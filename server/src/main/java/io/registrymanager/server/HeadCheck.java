package io.registrymanager.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.registrymanager.server.ServerSettings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Our own strict reading of a request head, in front of Netty's decoder, which lets through folded
 * lines, a missing or double {@code Host}, {@code gzip, chunked} and HTTP/1.2. What two readers
 * could understand differently is refused here, before anybody has read it (traps 64 to 69). Pure;
 * one object for each head.
 */
final class HeadCheck {
  private static final RejectedHead BAD_LINE = new RejectedHead(400, "malformed request line");
  private static final RejectedHead BAD_HEADER = new RejectedHead(400, "malformed header line");

  private final byte[] head;
  private final Limits limits;
  private Optional<RequestLine> line = Optional.empty();
  private int hosts;
  private int authorizations;
  private int lengths;
  private int encodings;

  /**
   * A check of the bytes from the reader index up to {@code end}, where the empty line begins.
   *
   * @param end the index behind the line end of the last header
   */
  HeadCheck(ByteBuf in, int end, Limits limits) {
    // Each byte is looked at several times, and an array needs no checks of life and bounds.
    this.head = ByteBufUtil.getBytes(in, in.readerIndex(), end - in.readerIndex(), true);
    this.limits = limits;
  }

  /** All of it but the empty line. */
  byte[] bytes() {
    return head;
  }

  /** What is wrong with it, if anything. */
  Optional<RejectedHead> check() {
    int lineEnd = lineEnd(0);
    if (lineEnd < 0) {
      return Optional.of(BAD_LINE);
    }
    if (lineEnd > limits.requestLine()) {
      return Optional.of(new RejectedHead(414, "request line too long"));
    }
    if (head.length - lineEnd > limits.headers()) {
      return Optional.of(new RejectedHead(431, "headers too large"));
    }
    return requestLine(lineEnd).or(() -> headers(lineEnd + 2)).or(this::together);
  }

  /**
   * The index of the CR of the line that starts at {@code from}; -1 if a CR or LF stands alone in
   * it.
   */
  private int lineEnd(int from) {
    for (int i = from; i < head.length; i++) {
      byte b = head[i];
      if (b == '\n') {
        return -1;
      }
      if (b == '\r') {
        return i + 1 < head.length && head[i + 1] == '\n' ? i : -1;
      }
    }
    return -1;
  }

  private Optional<RejectedHead> requestLine(int lineEnd) {
    line = RequestLine.read(head, lineEnd);
    return line.isPresent() ? version(line.get()) : Optional.of(BAD_LINE);
  }

  private static Optional<RejectedHead> version(RequestLine line) {
    if (line.isCurrent() || line.isOld()) {
      return Optional.empty();
    }
    return line.version().startsWith("HTTP/")
        ? Optional.of(new RejectedHead(505, "only HTTP/1.1 and HTTP/1.0 are served"))
        : Optional.of(BAD_LINE);
  }

  private Optional<RejectedHead> headers(int from) {
    int start = from;
    while (start < head.length) {
      int lineEnd = lineEnd(start);
      if (lineEnd < 0) {
        return Optional.of(BAD_HEADER);
      }
      Optional<RejectedHead> bad = header(start, lineEnd);
      if (bad.isPresent()) {
        return bad;
      }
      start = lineEnd + 2;
    }
    return Optional.empty();
  }

  private Optional<RejectedHead> header(int start, int lineEnd) {
    int colon = start;
    while (colon < lineEnd && RequestLine.isToken(head[colon])) {
      colon++;
    }
    if (colon == start || colon == lineEnd || head[colon] != ':') {
      return Optional.of(BAD_HEADER); // folding and a space before the colon end here too
    }
    for (int i = colon + 1; i < lineEnd; i++) {
      byte b = head[i];
      if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
        return Optional.of(BAD_HEADER);
      }
    }
    return switch (colon - start) {
      case 4 -> is(start, "host") ? host(value(colon, lineEnd)) : Optional.empty();
      case 6 -> is(start, "expect") ? expect(value(colon, lineEnd)) : Optional.empty();
      case 13 -> is(start, "authorization") ? authorization(lineEnd - colon) : Optional.empty();
      case 14 -> is(start, "content-length") ? length(value(colon, lineEnd)) : Optional.empty();
      case 17 ->
          is(start, "transfer-encoding") ? encoding(value(colon, lineEnd)) : Optional.empty();
      case 18 -> oldHandshake(start);
      default -> Optional.empty();
    };
  }

  /**
   * A draft of WebSocket had eight bytes behind the head without any length, announced by these two
   * headers. Netty still reads them; whoever is in front of us does not, and takes them for the
   * next request (trap 68).
   */
  private Optional<RejectedHead> oldHandshake(int start) {
    return is(start, "sec-websocket-key1") || is(start, "sec-websocket-key2")
        ? Optional.of(new RejectedHead(400, "this handshake is not understood"))
        : Optional.empty();
  }

  private Optional<RejectedHead> host(String value) {
    hosts++;
    boolean plain = !value.isEmpty() && isHost(value);
    return plain ? Optional.empty() : Optional.of(new RejectedHead(400, "malformed Host"));
  }

  private static Optional<RejectedHead> expect(String value) {
    return value.equalsIgnoreCase("100-continue")
        ? Optional.empty()
        : Optional.of(new RejectedHead(417, "only Expect: 100-continue is understood"));
  }

  private Optional<RejectedHead> authorization(int bytes) {
    authorizations++;
    return bytes > limits.authorization()
        ? Optional.of(new RejectedHead(400, "Authorization too long"))
        : Optional.empty();
  }

  private Optional<RejectedHead> length(String value) {
    lengths++;
    boolean number =
        !value.isEmpty()
            && value.length() <= 18
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return number
        ? Optional.empty()
        : Optional.of(new RejectedHead(400, "malformed Content-Length"));
  }

  private Optional<RejectedHead> encoding(String value) {
    encodings++;
    return value.equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of(new RejectedHead(400, "only Transfer-Encoding: chunked is understood"));
  }

  /** What holds for all headers together. */
  private Optional<RejectedHead> together() {
    if (hosts != 1) {
      return Optional.of(new RejectedHead(400, "exactly one Host is needed"));
    }
    if (authorizations > 1) {
      return Optional.of(new RejectedHead(400, "more than one Authorization"));
    }
    boolean ambiguous = lengths + encodings > 1 || encodings > 0 && line().isOld();
    return ambiguous
        ? Optional.of(new RejectedHead(400, "the length of the body is ambiguous"))
        : Optional.empty();
  }

  private boolean is(int start, String lowerName) {
    for (int i = 0; i < lowerName.length(); i++) {
      if ((head[start + i] | 0x20) != lowerName.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first line of a head in which nothing is wrong. */
  RequestLine line() {
    return line.orElseThrow();
  }

  private String value(int colon, int lineEnd) {
    return text(colon + 1, lineEnd).strip();
  }

  private String text(int from, int to) {
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isHost(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isHostCharacter(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHostCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~:[]%".indexOf(c) >= 0;
  }
}
