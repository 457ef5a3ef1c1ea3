package io.registrymanager.app;

import io.registrymanager.config.Configuration;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.util.List;
import java.util.function.Supplier;

/** Turns the options of a command into valid settings, or into every reason why not. */
final class SettingsReader {
  private final Terminal terminal;
  private final Supplier<SettingTable> table;

  SettingsReader(Terminal terminal, Supplier<SettingTable> table) {
    this.terminal = terminal;
    this.table = table;
  }

  /** All settings there are. */
  SettingTable table() {
    return table.get();
  }

  /** Valid settings; required ones may be missing, which matters to the server alone. */
  Values read(SettingsOptions options) {
    return read(options, ExitCode.FAILED);
  }

  /** The same; what is wrong ends the command with {@code code}. */
  Values read(SettingsOptions options, ExitCode code) {
    Configuration configuration =
        Configuration.read(table.get(), options.sources(terminal.environment()));
    configuration.warnings().forEach(terminal.err()::println);
    return switch (configuration) {
      case Configuration.Valid valid -> valid.values();
      case Configuration.Invalid invalid -> throw new CommandFailure(code, invalid.problems());
    };
  }

  /** A sentence for each required setting without a value. */
  static List<String> missing(Values values) {
    return values.missing().stream().map(SettingsReader::missing).toList();
  }

  private static String missing(Setting<?> setting) {
    return "The setting " + setting.key() + " is missing: " + setting.description();
  }
}
