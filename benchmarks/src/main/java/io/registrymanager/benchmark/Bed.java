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
  Bed in(String folder) throws IOException {
    return new Bed(root, Files.createDirectory(work.resolve(folder)), upstream, rounds);
  }

  RegistryManager ours() {
    return new RegistryManager(root);
  }
}
