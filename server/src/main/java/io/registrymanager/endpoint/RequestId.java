package io.registrymanager.endpoint;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names one request in answer, log and audit. A client's own is taken when it is well-formed
 * ({@code [A-Za-z0-9._-]{1,64}}); one of ours is 26 characters, its time first (the layout of a
 * ULID). Not a secret.
 */
public record RequestId(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int MAX_LENGTH = 64;

  /** The id that {@code text} spells, or nothing. */
  public static Optional<RequestId> parse(String text) {
    return !text.isEmpty()
            && text.length() <= MAX_LENGTH
            && text.chars().allMatch(RequestId::isPlain)
        ? Optional.of(new RequestId(text))
        : Optional.empty();
  }

  /** A new one, for a request that began at that time in milliseconds. */
  public static RequestId next(long epochMillis) {
    char[] text = new char[26];
    long time = epochMillis;
    for (int i = 9; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (time & 31));
      time >>>= 5;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long bits = random.nextLong();
    for (int i = 10; i < 26; i++) {
      bits = i == 18 ? random.nextLong() : bits;
      text[i] = ALPHABET.charAt((int) (bits & 31));
      bits >>>= 5;
    }
    return new RequestId(new String(text));
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
