package io.registrymanager.oci;

import java.util.Optional;

/**
 * A content digest of an algorithm we know, in full length and lower-case hexadecimal. Distribution
 * takes anything else for a tag and answers 500 with its storage paths (trap 109); so the algorithm
 * and the length are checked here.
 */
public record Digest(String value) implements Reference {
  private static final String SHA256 = "sha256:";
  private static final String SHA512 = "sha512:";

  /**
   * @throws IllegalArgumentException if {@code value} is not such a digest
   */
  public Digest {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a digest");
    }
  }

  /** The digest that {@code text} spells, or nothing. */
  public static Optional<Digest> parse(String text) {
    return isValid(text) ? Optional.of(new Digest(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return text.startsWith(SHA256) && isHex(text, SHA256.length(), 64)
        || text.startsWith(SHA512) && isHex(text, SHA512.length(), 128);
  }

  private static boolean isHex(String text, int from, int length) {
    if (text.length() != from + length) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
