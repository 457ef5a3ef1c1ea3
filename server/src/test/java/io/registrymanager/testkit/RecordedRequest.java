package io.registrymanager.testkit;

import java.util.List;
import java.util.Optional;

/**
 * The head of a request as a server saw it.
 *
 * @param head its request line and fields
 */
public record RecordedRequest(HttpFields head) {
  /** The method. */
  public String method() {
    return head.word(0);
  }

  /** The target, as written. */
  public String target() {
    return head.word(1);
  }

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return head.first(name);
  }

  /** All values of a header field. */
  public List<String> headers(String name) {
    return head.all(name);
  }

  /** Method and target, as in {@code GET /v2/}. */
  @Override
  public String toString() {
    return method() + " " + target();
  }
}
