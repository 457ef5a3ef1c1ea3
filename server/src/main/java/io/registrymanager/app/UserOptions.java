package io.registrymanager.app;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every user command takes. */
final class UserOptions {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  SettingsOptions settings() {
    return settings;
  }

  OutputFormat format() {
    return format;
  }
}
