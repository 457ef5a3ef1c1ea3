package io.registrymanager.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One answer as it came over the wire.
 *
 * @param head its status line and fields
 * @param body the decoded body, one character for each byte (ISO 8859-1)
 * @param end how the body ended
 */
public record RawResponse(HttpFields head, String body, End end) {
  /** How a body ended. */
  public enum End {
    /** As its framing said. */
    WHOLE,
    /** Neither length nor chunks were given, so the closed connection was its end. */
    BY_CLOSE,
    /** The connection ended before the framing did: the receiver must not take it for whole. */
    CUT_OFF
  }

  /** The status code. */
  public int status() {
    return Integer.parseInt(head.word(1));
  }

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return head.first(name);
  }

  /** All values of a header field. */
  public List<String> headers(String name) {
    return head.all(name);
  }

  /** The body's bytes. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Whether the body came whole. */
  public boolean isWhole() {
    return end != End.CUT_OFF;
  }
}
