package io.registrymanager.app;

import io.registrymanager.authentication.DirectoryLogins;
import io.registrymanager.authentication.DirectoryLogins.Newcomers;
import io.registrymanager.directory.ActiveDirectory;
import io.registrymanager.directory.DirectorySettings;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.NoDirectory;
import io.registrymanager.setting.Values;
import java.util.Optional;

/** Opens the directory that the settings name. */
final class Directories {
  private Directories() {}

  /** The directory, or none; it is closed with {@code resources}. */
  static Directory open(Values values, Resources resources) {
    Optional<DirectorySettings> settings = DirectorySettings.from(values);
    return settings.isPresent()
        ? resources.add(ActiveDirectory.open(settings.get()))
        : new NoDirectory();
  }

  /** How its people log in. */
  static DirectoryLogins logins(Values values, Directory directory) {
    DirectorySettings.Policy policy = DirectorySettings.policy(values);
    return new DirectoryLogins(
        directory,
        policy.cacheLife(),
        policy.groupCacheLife(),
        policy.grace(),
        policy.autocreate() ? Newcomers.WELCOME_FROM_GROUPS : Newcomers.STAY_OUT);
  }
}
