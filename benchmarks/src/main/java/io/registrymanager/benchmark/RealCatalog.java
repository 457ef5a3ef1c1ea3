package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Debian's registry, filled by making the folders of its repositories. */
record RealCatalog(Process process, int port) implements AutoCloseable {
  private static final String PROGRAM = "/usr/bin/docker-registry";

  /**
   * Makes the repositories and starts the registry.
   *
   * @param cores where it may run, as {@code taskset} takes them; on a single one, requests share
   *     it with the walk through its folders
   */
  static RealCatalog start(Path work, List<String> spaces, int each, String cores)
      throws IOException {
    Path storage = work.resolve("storage");
    Path repositories = storage.resolve("docker/registry/v2/repositories");
    for (String space : spaces) {
      for (int i = 0; i < each; i++) {
        Path repository = repositories.resolve(space).resolve(name(i));
        Files.createDirectories(repository.resolve("_layers"));
        Files.createDirectory(repository.resolve("_manifests"));
      }
    }
    int port = Sockets.freePort();
    Path config = work.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: error}
        storage: {filesystem: {rootdirectory: "%s"}, maintenance: {uploadpurging: {enabled: false}}}
        http: {addr: "127.0.0.1:%d", secret: bench}
        """
            .formatted(storage, port));
    Process process =
        new ProcessBuilder("taskset", "-c", cores, PROGRAM, "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("registry.log").toFile())
            .start();
    Probe.await(process, port, "/v2/", 200);
    return new RealCatalog(process, port);
  }

  /** The last part of a repository's name. */
  static String name(int number) {
    return String.format(Locale.ROOT, "r%02d", number);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
