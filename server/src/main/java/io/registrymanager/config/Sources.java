package io.registrymanager.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings are read from, the lowest first.
 *
 * @param file a YAML file
 * @param environment the variables of the process
 * @param assignments each {@code KEY=VALUE}; of several for one key the last counts
 */
public record Sources(
    Optional<Path> file, Map<String, String> environment, List<String> assignments) {
  /** Copies the collections. */
  public Sources {
    environment = Map.copyOf(environment);
    assignments = List.copyOf(assignments);
  }

  /** Not the environment, which may hold passwords. */
  @Override
  public String toString() {
    return "Sources[" + file + "]";
  }
}
