package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A proxy that can be started in front of an upstream. */
sealed interface Peer permits Nginx, RegistryManager {
  /** As it stands in the table. */
  String name();

  /**
   * Starts it, pinned to the first core, and waits until it answers.
   *
   * @param folder for its files, empty and its own
   */
  RunningPeer start(Path folder, int upstreamPort) throws IOException;

  /** The command that runs on the first core only; the generator has the second. */
  static List<String> pinned(List<String> command) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("taskset", "-c", "0"), command.stream())
        .toList();
  }
}
