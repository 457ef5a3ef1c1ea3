package io.registrymanager.app;

import io.registrymanager.authentication.DirectoryLogins;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.NoDirectory;
import io.registrymanager.setting.Values;
import java.time.Duration;

/** Opens the directory that the settings name. */
final class Directories {
  private Directories() {}

  /** The directory, or none; it is closed with {@code resources}. */
  static Directory open(Values values, Resources resources) {
    return new NoDirectory();
  }

  /** How its people log in. */
  static DirectoryLogins logins(Values values, Directory directory) {
    return new DirectoryLogins(
        directory,
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        DirectoryLogins.Newcomers.STAY_OUT);
  }
}
