package io.registrymanager.identity;

/**
 * Names an account for ever: never given to a second one, so that a re-created {@code alice}
 * inherits nothing.
 */
public record UserId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
