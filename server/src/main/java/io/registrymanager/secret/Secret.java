package io.registrymanager.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * A password, token or key. It has no printable form and no {@code equals}: it is compared with
 * {@link #matches} in constant time, and read only through {@link #reveal}, so that every place
 * that does can be found by that name. Immutable.
 */
public final class Secret {
  private final byte[] value;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** A secret of these characters, kept as UTF-8. */
  public static Secret of(String value) {
    return new Secret(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A secret of these bytes; the array is copied. */
  public static Secret of(byte[] value) {
    return new Secret(value.clone());
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return value.length == 0;
  }

  /**
   * Constant-time comparison. An empty secret matches nothing, not even another empty one: an unset
   * password must never open a door (trap 83).
   */
  public boolean matches(Secret other) {
    return value.length > 0 && MessageDigest.isEqual(value, other.value);
  }

  /** Hands the bytes to {@code use}, which must not keep or change them. */
  public <T> T reveal(Function<byte[], T> use) {
    return use.apply(value);
  }

  /** The characters, for an API that takes nothing else. */
  public String revealText() {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
