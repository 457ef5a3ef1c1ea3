package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A proxy that can be started in front of an upstream. */
sealed interface Peer permits NoProxy, Nginx, Haproxy, RegistryManager {
  /** As it stands in the table. */
  String name();

  /**
   * Starts it, pinned to the first core, and waits until it answers.
   *
   * @param folder for its files, empty and its own
   */
  RunningPeer start(Path folder, int upstreamPort) throws IOException;

  /** Why it cannot take part here, if so. */
  default Optional<String> obstacle() throws IOException {
    return Optional.empty();
  }

  /** The command that runs on the first core only; the generator has the second. */
  static List<String> pinned(List<String> command) {
    return Stream.concat(Stream.of("taskset", "-c", "0"), command.stream()).toList();
  }

  /** Starts a command whose output goes to a file in that folder. */
  static Process launch(List<String> command, Path folder) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** A configuration file of our own resources, with its {@code ${…}} replaced. */
  static String configuration(String name, Map<String, String> values) throws IOException {
    try (InputStream template = Objects.requireNonNull(Peer.class.getResourceAsStream(name))) {
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    }
  }
}
