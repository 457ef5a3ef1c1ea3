package io.registrymanager.authentication;

import io.registrymanager.identity.PasswordHash;
import io.registrymanager.secret.Secret;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A bcrypt hash that another program made, of the kinds {@code $2a$}, {@code $2b$} and {@code
 * $2y$}, which mean the same. Good for one login: then there is an Argon2id hash in its place.
 * Immutable.
 */
public final class BcryptHash {
  private static final Pattern ENCODED =
      Pattern.compile("\\$2[aby]\\$(?<cost>[0-9]{2})\\$[./A-Za-z0-9]{53}");
  private static final String PREFIX = "$2";
  private static final int LEAST_COST = 4;

  /** About a second: a stored string must not be able to hold a hashing thread for longer. */
  private static final int GREATEST_COST = 14;

  /** All that bcrypt looks at; what is behind, other programs cut off without a word (trap 87). */
  private static final int LONGEST_PASSWORD = 72;

  private final String encoded;

  private BcryptHash(String encoded) {
    this.encoded = encoded;
  }

  /** The hash that {@code text} is, if it is one whose cost is in bounds. */
  public static Optional<PasswordHash> read(String text) {
    Matcher matcher = ENCODED.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(matcher.group("cost"));
    return cost >= LEAST_COST && cost <= GREATEST_COST
        ? Optional.of(new PasswordHash(text))
        : Optional.empty();
  }

  /** Whether that is meant to be one. */
  static boolean isIn(PasswordHash stored) {
    return stored.encoded().startsWith(PREFIX);
  }

  /**
   * Reads a stored hash.
   *
   * @throws IllegalStateException if it is none: the store holds what was never written there
   */
  static BcryptHash parse(PasswordHash stored) {
    return read(stored.encoded())
        .map(hash -> new BcryptHash(hash.encoded()))
        .orElseThrow(() -> new IllegalStateException("a stored password hash cannot be read"));
  }

  /**
   * Constant-time. A password that bcrypt would cut is not the password, whatever its beginning: it
   * is compared all the same, so that time does not tell.
   */
  boolean isOf(Secret password) {
    return password.reveal(
        bytes -> {
          boolean alike = OpenBSDBCrypt.checkPassword(encoded, bytes.clone());
          return alike && bytes.length > 0 && bytes.length <= LONGEST_PASSWORD;
        });
  }
}
