package io.registrymanager.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * The 10,000 passwords of 8 characters and more that are tried first; from where they come, the
 * file NOTICE says. Read through at each question, which is as quick as it is seldom beside the
 * hashing that follows, so that nothing of it stays in memory.
 */
final class CommonPasswords {
  private static final String RESOURCE = "common-passwords.txt";
  private static final int SHORTEST = 8;
  private static final int LONGEST = 64;

  private CommonPasswords() {}

  /** Whether it is one of them, in any case. */
  static boolean contains(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return false;
    }
    String lower = password.toLowerCase(Locale.ROOT);
    try (InputStream resource =
            Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(RESOURCE));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
      return lines.lines().anyMatch(lower::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
