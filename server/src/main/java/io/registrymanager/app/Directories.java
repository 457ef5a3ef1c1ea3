package io.registrymanager.app;

import io.registrymanager.authentication.DirectoryLogins;
import io.registrymanager.directory.ActiveDirectory;
import io.registrymanager.directory.DirectorySettings;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.NoDirectory;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.Metrics;
import io.registrymanager.setting.Values;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Opens the directory that the settings name. */
final class Directories {
  private Directories() {}

  /** The directory, or none; it is closed with {@code resources}. */
  static Directory open(Values values, Resources resources) {
    return active(values).<Directory>map(resources::add).orElseGet(NoDirectory::new);
  }

  /** What works of it and what does not, if there is to be one. Blocks. */
  static Optional<List<CheckLine>> check(Values values, Optional<String> username) {
    try (Resources resources = new Resources()) {
      return active(values).map(resources::add).map(directory -> directory.check(username));
    }
  }

  private static Optional<ActiveDirectory> active(Values values) {
    try {
      return DirectorySettings.from(values).map(ActiveDirectory::open);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage() + ".", e);
    }
  }

  /** How its people log in. */
  static DirectoryLogins logins(Values values, Directory directory) {
    DirectorySettings.Policy policy = DirectorySettings.policy(values);
    return new DirectoryLogins(
        directory,
        policy.cacheLife(),
        policy.groupCacheLife(),
        policy.grace(),
        DirectorySettings.from(values)
            .map(settings -> settings.limits().searchConnections())
            .orElse(1),
        policy.autocreate()
            ? DirectoryLogins.Newcomers.WELCOME_FROM_GROUPS
            : DirectoryLogins.Newcomers.STAY_OUT);
  }

  /** Shows how it is, if there is one. */
  static List<HealthIndicator> health(Directory directory, Executor blocking, Metrics metrics) {
    if (directory instanceof ActiveDirectory active) {
      active.showIn(metrics);
      return List.of(active.health(blocking));
    }
    return List.of();
  }
}
