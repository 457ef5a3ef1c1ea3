package io.registrymanager.authentication;

import io.registrymanager.identity.PasswordHash;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash, version 1.3, with its parameters, in the PHC string form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$tag}. Immutable.
 */
final class Argon2Hash {
  /** 1 GiB: a stored string must not be able to ask for more than the machine has. */
  static final int MAX_MEMORY = 1 << 20;

  static final int MAX_ITERATIONS = 100;
  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(?<memory>[1-9][0-9]{0,6}),t=(?<iterations>[1-9][0-9]{0,2}),p=1"
              + "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<tag>[A-Za-z0-9+/]{22,86})");

  private final Cost cost;
  private final byte[] salt;
  private final byte[] tag;

  /**
   * What computing it takes.
   *
   * @param memory in KiB
   */
  record Cost(int memory, int iterations) {
    boolean isLessThan(Cost other) {
      return memory < other.memory || iterations < other.iterations;
    }
  }

  Argon2Hash(Cost cost, byte[] salt, byte[] tag) {
    this.cost = cost;
    this.salt = salt.clone();
    this.tag = tag.clone();
  }

  /**
   * Reads a stored hash.
   *
   * @throws IllegalStateException if it is no hash of that form: the store holds what was never
   *     written there, which says nothing about a password
   */
  static Argon2Hash parse(PasswordHash stored) {
    Matcher matcher = ENCODED.matcher(stored.encoded());
    if (!matcher.matches()) {
      throw new IllegalStateException("a stored password hash cannot be read");
    }
    Cost cost =
        new Cost(
            Integer.parseInt(matcher.group("memory")),
            Integer.parseInt(matcher.group("iterations")));
    if (cost.memory < 8 || cost.memory > MAX_MEMORY || cost.iterations > MAX_ITERATIONS) {
      throw new IllegalStateException("a stored password hash has parameters out of bounds");
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      return new Argon2Hash(
          cost, base64.decode(matcher.group("salt")), base64.decode(matcher.group("tag")));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("a stored password hash cannot be read", e);
    }
  }

  PasswordHash encoded() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    String parameters = "$argon2id$v=19$m=" + cost.memory + ",t=" + cost.iterations + ",p=1$";
    return new PasswordHash(
        parameters + base64.encodeToString(salt) + "$" + base64.encodeToString(tag));
  }

  Cost cost() {
    return cost;
  }

  byte[] salt() {
    return salt.clone();
  }

  int tagLength() {
    return tag.length;
  }

  /** Constant-time. */
  boolean hasTag(byte[] computed) {
    return MessageDigest.isEqual(tag, computed);
  }
}
