package io.registrymanager.app;

import io.registrymanager.identity.Directory;
import io.registrymanager.identity.NoDirectory;
import io.registrymanager.setting.Values;

/** Opens the directory that the settings name. */
final class Directories {
  private Directories() {}

  /** The directory, or none; it is closed with {@code resources}. */
  static Directory open(Values values, Resources resources) {
    return new NoDirectory();
  }
}
