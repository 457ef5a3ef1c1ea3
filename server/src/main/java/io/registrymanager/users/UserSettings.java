package io.registrymanager.users;

import io.registrymanager.endpoint.Parameters;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
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

  private static final Setting<Username> ADMIN_USERNAME =
      Setting.of(
              "admin.username",
              "user name",
              UserSettings::name,
              "Name of the administrator made at the first start.")
          .or("admin");
  private static final Setting<Secret> ADMIN_PASSWORD =
      Setting.secret(
          "admin.password", "Its password; without it one is generated, and shown once.");
  private static final Setting<Integer> PASSWORD_MINIMUM =
      Setting.integer(
              "users.password-minimum", 1, LONGEST, "How many characters a password has at least.")
          .or("8");
  private static final Setting<Integer> PASSWORD_MAXIMUM =
      Setting.integer(
              "users.password-maximum", 64, LONGEST, "How many characters a password has at most.")
          .or("1024");

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

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the lengths leave no password
   */
  public static UserSettings from(Values values) {
    return new UserSettings(
        values.get(ADMIN_USERNAME),
        values.find(ADMIN_PASSWORD),
        values.get(PASSWORD_MINIMUM),
        values.get(PASSWORD_MAXIMUM));
  }

  private static Username name(String text) {
    return Username.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("a user name: " + Parameters.NAME_RULE));
  }
}
