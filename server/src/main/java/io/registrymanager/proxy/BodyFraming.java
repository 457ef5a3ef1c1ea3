package io.registrymanager.proxy;

/**
 * How the end of a request's body is known. Printed anew towards the registry, never passed on
 * (trap 68).
 */
public sealed interface BodyFraming {
  /** Whether there can be a body at all. */
  default boolean hasBody() {
    return switch (this) {
      case None _ -> false;
      case Length length -> length.bytes() > 0;
      case Chunked _ -> true;
    };
  }

  /** Neither length nor chunks: no body. */
  record None() implements BodyFraming {}

  /** {@code Content-Length}. */
  record Length(long bytes) implements BodyFraming {}

  /** {@code Transfer-Encoding: chunked}. */
  record Chunked() implements BodyFraming {}
}
