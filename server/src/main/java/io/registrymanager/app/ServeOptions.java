package io.registrymanager.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code serve} was started with.
 *
 * @param settings by which it finds its settings
 * @param launcher what to start to start this again
 * @param note what the launcher did before
 */
record ServeOptions(SettingsOptions settings, Optional<String> launcher, Optional<String> note) {
  private static final String SET = "--set";
  private static final Set<String> ONCE =
      Set.of("--config", "--data", "--launcher", "--start-note");

  /**
   * Reads what launchers and service managers start a server with, without the command line's
   * library: its classes and annotations would take a fifth of the time until the first answer.
   *
   * @return nothing unless this is {@code serve} with each of its options in order: what asks for
   *     help, is mistaken, or could be read in two ways is left to the library
   */
  static Optional<ServeOptions> plain(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("serve")) {
      return Optional.empty();
    }
    Map<String, String> once = new HashMap<>();
    List<String> assignments = new ArrayList<>();
    int next = 1;
    while (next < arguments.length) {
      String[] option = arguments[next++].split("=", 2);
      boolean apart = option.length == 1;
      if (apart && next == arguments.length) {
        return Optional.empty();
      }
      String value = apart ? arguments[next++] : option[1];
      if (!isPlain(value) || !keep(option[0], value, once, assignments)) {
        return Optional.empty();
      }
    }
    return options(once, assignments);
  }

  private static Optional<ServeOptions> options(
      Map<String, String> once, List<String> assignments) {
    try {
      SettingsOptions settings =
          SettingsOptions.of(
              Optional.ofNullable(once.get("--config")).map(Path::of),
              Optional.ofNullable(once.get("--data")),
              assignments);
      return Optional.of(
          new ServeOptions(
              settings,
              Optional.ofNullable(once.get("--launcher")),
              Optional.ofNullable(once.get("--start-note"))));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** Neither an option itself nor the name of a file with further arguments. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && value.charAt(0) != '-' && value.charAt(0) != '@';
  }

  private static boolean keep(
      String name, String value, Map<String, String> once, List<String> assignments) {
    if (name.equals(SET)) {
      return assignments.add(value);
    }
    return ONCE.contains(name) && once.put(name, value) == null;
  }
}
