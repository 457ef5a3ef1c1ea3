package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debian's {@code docker} command with a configuration folder of its own: who logs in here is
 * logged in here alone.
 */
public final class DockerClient {
  /** The client, in Debian's place: another one may come first on the path. */
  public static final String PROGRAM = "/usr/bin/docker";

  private final Path socket;
  private final Path config;

  DockerClient(Path socket, Path config) {
    this.socket = socket;
    this.config = config;
  }

  /** Runs {@code docker} with these arguments. */
  public Command.Result docker(String... arguments) {
    return command(arguments).run();
  }

  /** {@code docker login}, the password on standard input. */
  public Command.Result login(String host, Login login) {
    return command("login", "--username", login.user(), "--password-stdin", host)
        .reading(login.password())
        .run();
  }

  /**
   * Makes an image of one file in the engine, without network.
   *
   * @param reference its name, {@code HOST/REPOSITORY:TAG}
   * @throws AssertionError when the engine refuses
   */
  public void makeImage(String reference) {
    Path archive = config.resolve("image.tar");
    try {
      Files.write(archive, ImageBytes.archive(reference));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    docker("import", "--change", "CMD [\"/file\"]", archive.toString(), reference).orFail();
  }

  /** The variables by which any {@code docker} is this client. */
  public Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + socket, "DOCKER_CONFIG", config.toString());
  }

  private Command command(String... arguments) {
    List<String> words = new ArrayList<>(List.of(PROGRAM));
    words.addAll(List.of(arguments));
    return Command.of(words).withEnvironment(environment());
  }
}
