package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an experiment takes place.
 *
 * @param root the project's folder
 * @param work a folder of its own
 */
record Bed(Path root, Path work, Upstream upstream, Rounds rounds) {
  Bed in(String name) throws IOException {
    return new Bed(root, folder(name), upstream, rounds);
  }

  /** A new folder here. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(work.resolve(name));
  }

  RegistryManager ours() {
    return new RegistryManager(root);
  }
}
