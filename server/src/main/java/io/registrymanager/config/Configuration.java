package io.registrymanager.config;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.util.List;

/**
 * What came of reading the settings: valid values, or every problem at once. The YAML file lies
 * lowest, over it the environment, over that the command line. Immutable.
 */
public sealed interface Configuration {
  /** What is odd but stops nothing, a sentence each. */
  List<String> warnings();

  /** Every value is well-formed; whether required ones are there, the values themselves tell. */
  record Valid(Values values, List<String> warnings) implements Configuration {
    /** Copies the list. */
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Something is wrong.
   *
   * @param problems a sentence each, beginning with where it is; never with a secret in it
   */
  record Invalid(List<String> problems, List<String> warnings) implements Configuration {
    /** Copies the lists. */
    public Invalid {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /** Reads the file and the files of secrets, and merges everything. Blocks; never throws. */
  static Configuration read(SettingTable table, Sources sources) {
    return new ConfigurationReader(table).read(sources);
  }
}
