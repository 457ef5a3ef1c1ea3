package io.registrymanager.app;

import io.registrymanager.config.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its settings. */
final class SettingsOptions {
  /** By which a package says where the settings of its system lie. */
  private static final String CONFIG_VARIABLE = "REGISTRYMANAGER_CONFIG";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of settings; if not given, the one that $REGISTRYMANAGER_CONFIG names.")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "Data folder: the setting data.")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, above file and environment; may be repeated.")
  private List<String> assignments = new ArrayList<>();

  /** The same, read elsewhere. */
  static SettingsOptions of(
      Optional<Path> config, Optional<String> data, List<String> assignments) {
    SettingsOptions options = new SettingsOptions();
    options.config = config.orElse(null);
    options.data = data.orElse(null);
    options.assignments = List.copyOf(assignments);
    return options;
  }

  Sources sources(Map<String, String> environment) {
    List<String> all = new ArrayList<>(assignments);
    if (data != null) {
      all.add("data=" + data);
    }
    Map<String, String> others = new HashMap<>(environment);
    Optional<Path> named = Optional.ofNullable(others.remove(CONFIG_VARIABLE)).map(Path::of);
    return new Sources(Optional.ofNullable(config).or(() -> named), others, all);
  }
}
