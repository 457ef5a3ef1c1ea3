package io.registrymanager.identity;

import java.util.Locale;
import java.util.Optional;

/**
 * The name somebody logs in with: {@code [a-z0-9][a-z0-9._@+-]{0,127}}, matched without regard to
 * case. What is not ASCII is refused before anything is lower-cased, for Unicode folds the Kelvin
 * sign to {@code k} (trap 90).
 */
public record Username(String value) implements Comparable<Username> {
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if {@code value} is not a user name in lower case
   */
  public Username {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a user name");
    }
  }

  /** The user name that {@code text} spells in any case, or nothing. */
  public static Optional<Username> parse(String text) {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c < 0x80)) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return isValid(lower) ? Optional.of(new Username(lower)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inner = i > 0 && "._@+-".indexOf(c) >= 0;
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || inner)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(Username other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
