package io.registrymanager.oci;

import java.util.Optional;

/** A tag: {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}} (OCI distribution-spec 1.1). */
public record Tag(String value) implements Reference {
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if {@code value} is not a tag
   */
  public Tag {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a tag");
    }
  }

  /** The tag that {@code text} spells, or nothing. */
  public static Optional<Tag> parse(String text) {
    return isValid(text) ? Optional.of(new Tag(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inner = i > 0 && (c == '.' || c == '-');
      if (!isWord(c) && !inner) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  @Override
  public String toString() {
    return value;
  }
}
