package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The daemonless clients, Debian's skopeo, podman and buildah, with images, state and logins of
 * their own. podman and buildah share their images. TLS verification is left to the arguments, as
 * skopeo names it differently in each command.
 *
 * <p>One thing cannot be moved for root: {@code /var/lib/containers/cache}, where all three
 * remember in which repositories of a host a blob was seen, to guess sources of mounts. The free
 * ports keep test runs apart there.
 */
public final class ContainerTools implements AutoCloseable {
  private final WorkFolder folder;

  private ContainerTools(WorkFolder folder) {
    this.folder = folder;
  }

  /** A set of its own, logged in nowhere. */
  public static ContainerTools create() {
    WorkFolder folder = WorkFolder.create("tools");
    try {
      // podman and buildah refuse to run when the file that is named is not there.
      Files.writeString(folder.path().resolve("auth.json"), "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.folder("run");
    folder.folder("tmp");
    return new ContainerTools(folder);
  }

  /** Runs {@code skopeo}. */
  public Command.Result skopeo(String... arguments) {
    return command(List.of("/usr/bin/skopeo"), arguments).run();
  }

  /** Runs {@code podman}. */
  public Command.Result podman(String... arguments) {
    return podmanCommand(arguments).run();
  }

  /** Runs {@code buildah}. */
  public Command.Result buildah(String... arguments) {
    return command(withStorage("/usr/bin/buildah"), arguments).run();
  }

  /** {@code podman login} without TLS, the password on standard input; it counts for all three. */
  public Command.Result login(String host, Login login) {
    return podmanCommand(
            "login", "--tls-verify=false", "--username", login.user(), "--password-stdin", host)
        .reading(login.password())
        .run();
  }

  /**
   * Makes an image of one file, without network.
   *
   * @param name its name in podman and buildah, such as {@code localhost/tiny:1}
   * @param format {@code oci} or {@code docker}
   * @throws AssertionError when buildah fails
   */
  public void makeImage(String name, String format) {
    String container = buildah("from", "scratch").orFail().out().strip();
    Path file = folder.path().resolve("file");
    try {
      Files.writeString(file, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buildah("copy", container, file.toString(), "/file").orFail();
    buildah("config", "--cmd", "/file", container).orFail();
    buildah("commit", "--quiet", "--rm", "--format", format, container, name).orFail();
  }

  /** A folder for layouts and archives. */
  public Path scratch() {
    return folder.folder("scratch");
  }

  /** The versions of all three, for the record of a test run. */
  String versions() {
    return List.of("skopeo", "podman", "buildah").stream()
        .map(program -> Command.of("/usr/bin/" + program, "--version").run().orFail().out().strip())
        .reduce((all, next) -> all + ", " + next)
        .orElseThrow();
  }

  @Override
  public void close() {
    folder.close();
  }

  private Command podmanCommand(String... arguments) {
    List<String> words = withStorage("/usr/bin/podman");
    words.addAll(List.of("--tmpdir", folder.folder("libpod").toString()));
    return command(words, arguments);
  }

  private List<String> withStorage(String program) {
    return new ArrayList<>(
        List.of(
            program,
            "--root=" + folder.path().resolve("images"),
            "--runroot=" + folder.path().resolve("run"),
            "--storage-driver=vfs"));
  }

  private Command command(List<String> words, String... arguments) {
    return Command.of(words)
        .with(arguments)
        .withEnvironment(
            Map.of(
                "REGISTRY_AUTH_FILE", folder.path().resolve("auth.json").toString(),
                "XDG_RUNTIME_DIR", folder.path().resolve("run").toString(),
                "TMPDIR", folder.path().resolve("tmp").toString(),
                "HOME", folder.path().toString()));
  }
}
