package io.registrymanager.oci;

import java.util.Optional;

/**
 * The name of a repository, such as {@code team/app}: components of {@code
 * [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*} joined by {@code /}, 255 characters at most (OCI
 * distribution-spec 1.1, "Pulling manifests"). Distribution itself also takes an upper-case domain
 * as first component, which would be a second repository beside the lower-case one; here it is
 * refused (trap 14).
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
  private static final int MAX_LENGTH = 255;

  /**
   * @throws IllegalArgumentException if {@code value} is not a repository name
   */
  public RepositoryName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a repository name");
    }
  }

  /** The name that {@code text} spells, or nothing. */
  public static Optional<RepositoryName> parse(String text) {
    return isValid(text) ? Optional.of(new RepositoryName(text)) : Optional.empty();
  }

  /** Whether {@code text} is one or more components joined by {@code /}. */
  static boolean isValid(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    int index = 0;
    while (true) {
      int end = componentEnd(text, index);
      if (end < 0) {
        return false;
      }
      if (end == length) {
        return true;
      }
      index = end + 1;
    }
  }

  /** Where the component that starts at {@code start} ends, or -1 if there is none. */
  private static int componentEnd(String text, int start) {
    int index = start;
    while (true) {
      int word = skipAlphanumeric(text, index);
      if (word == index) {
        return -1;
      }
      if (word == text.length() || text.charAt(word) == '/') {
        return word;
      }
      index = skipSeparator(text, word);
      if (index == word) {
        return -1;
      }
    }
  }

  private static int skipAlphanumeric(String text, int start) {
    int index = start;
    while (index < text.length() && isAlphanumeric(text.charAt(index))) {
      index++;
    }
    return index;
  }

  /** Skips one of {@code .}, {@code _}, {@code __} or any number of {@code -}. */
  private static int skipSeparator(String text, int start) {
    char first = text.charAt(start);
    if (first == '.') {
      return start + 1;
    }
    int index = start;
    int most = first == '-' ? Integer.MAX_VALUE : first == '_' ? 2 : 0;
    while (index < text.length() && text.charAt(index) == first && index - start < most) {
      index++;
    }
    return index;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  /** Byte order, which for this alphabet is the order of {@link String}. */
  @Override
  public int compareTo(RepositoryName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
