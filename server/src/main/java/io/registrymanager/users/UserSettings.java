package io.registrymanager.users;

import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Who the first administrator is, and what a password must be.
 *
 * @param administrator made at the first start
 * @param administratorPassword its password; absent: one is generated
 * @param passwordMinimum code points a password has at least
 * @param passwordMaximum code points a password has at most
 */
public record UserSettings(
    Username administrator,
    Optional<Secret> administratorPassword,
    int passwordMinimum,
    int passwordMaximum) {

  /** What a Basic header of 8 KiB has room for, whatever the characters. */
  private static final int LONGEST = 1024;

  /** Name of the first administrator. */
  public static final Setting<Username> ADMIN_USERNAME =
      new Setting<>(
          "admin.username",
          "user name",
          UserSettings::name,
          Optional.of("admin"),
          "Name of the administrator made at the first start.",
          List.of());

  /** Password of the first administrator. */
  public static final Setting<Secret> ADMIN_PASSWORD =
      new Setting<>(
          "admin.password",
          "secret",
          UserSettings::secret,
          Optional.empty(),
          "Its password; without it one is generated, and shown once.",
          List.of(Setting.Trait.SECRET));

  /** Shortest password. */
  public static final Setting<Integer> PASSWORD_MINIMUM =
      length("users.password-minimum", "8", 1, "How many characters a password has at least.");

  /** Longest password. */
  public static final Setting<Integer> PASSWORD_MAXIMUM =
      length("users.password-maximum", "1024", 64, "How many characters a password has at most.");

  /**
   * Checks that the lengths leave any password at all.
   *
   * @throws IllegalArgumentException if they do not
   */
  public UserSettings {
    if (passwordMinimum > passwordMaximum) {
      throw new IllegalArgumentException(
          PASSWORD_MINIMUM.key() + " is greater than " + PASSWORD_MAXIMUM.key());
    }
  }

  /** All settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(ADMIN_USERNAME, ADMIN_PASSWORD, PASSWORD_MINIMUM, PASSWORD_MAXIMUM);
  }

  private static Username name(String text) {
    return Username.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("a user name: " + Parameters.NAME_RULE));
  }

  private static Secret secret(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret, not empty");
    }
    return Secret.of(text);
  }

  private static Setting<Integer> length(
      String key, String fallback, int least, String description) {
    return new Setting<>(
        key, "number", text -> length(text, least), Optional.of(fallback), description, List.of());
  }

  private static int length(String text, int least) {
    String expected = "a whole number from " + least + " to " + LONGEST;
    try {
      int length = Integer.parseInt(text);
      if (length >= least && length <= LONGEST) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }
}
