package io.registrymanager.app;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every import takes. */
final class ImportOptions {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
  private boolean trial;

  @Option(
      names = "--leave-out-refused",
      description = "Imports the others where some cannot be; without it nothing is imported then.")
  private boolean leavesOut;

  SettingsOptions settings() {
    return settings;
  }

  boolean isTrial() {
    return trial;
  }

  boolean leavesOutRefused() {
    return leavesOut;
  }
}
