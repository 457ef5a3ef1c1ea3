package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A real Docker Engine with folders, socket and images of its own; it touches neither the machine's
 * engine nor its network. Needs root. Thread-safe.
 *
 * <p>Each {@link DockerClient} made here has its own logins, so that tests can be two users at
 * once.
 */
public final class DockerEngine implements AutoCloseable {
  private static final List<String> NO_NETWORKS =
      List.of(
          "--bridge=none",
          "--iptables=false",
          "--ip6tables=false",
          "--ip-forward=false",
          "--ip-masq=false");

  private final WorkFolder folder;
  private final RunningProgram daemon;

  private DockerEngine(WorkFolder folder, RunningProgram daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts one.
   *
   * @throws AssertionError when {@code dockerd} is missing, not root, or does not come up
   */
  public static DockerEngine start() {
    return start(UnaryOperator.identity(), NO_NETWORKS);
  }

  /**
   * Starts one in a network of its own: an engine believes any certificate of a registry on its own
   * loopback.
   *
   * @throws AssertionError as {@link #start()}
   */
  public static DockerEngine startIn(NetworkSpace network) {
    return start(network::inside, NO_NETWORKS);
  }

  /**
   * Starts one that may make networks for its containers, because it has one of its own to do so.
   *
   * @throws AssertionError as {@link #start()}
   */
  public static DockerEngine startWithNetworksIn(NetworkSpace network) {
    return start(network::inside, List.of());
  }

  private static DockerEngine start(UnaryOperator<Command> place, List<String> more) {
    WorkFolder folder = WorkFolder.create("docker");
    try {
      RunningProgram daemon =
          RunningProgram.start(place.apply(dockerd(folder, more)), folder.path().resolve("log"));
      var engine = new DockerEngine(folder, daemon);
      var probe = new DockerClient(engine.socket(), folder.folder("probe"));
      daemon.awaitReady(() -> Files.exists(engine.socket()) && probe.docker("version").isSuccess());
      return engine;
    } catch (AssertionError e) {
      folder.close();
      throw e;
    }
  }

  /** A client with nothing but its own logins. */
  public DockerClient newClient() {
    try {
      return new DockerClient(socket(), Files.createTempDirectory(folder.path(), "client"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The versions of client and engine, for the record of a test run. */
  String version() {
    return newClient()
        .docker("version", "--format", "docker {{.Client.Version}}, engine {{.Server.Version}}")
        .orFail()
        .out()
        .strip();
  }

  /** What it has logged. */
  public String log() {
    return daemon.output();
  }

  @Override
  public void close() {
    daemon.close();
    folder.close();
  }

  private Path socket() {
    return folder.path().resolve("docker.sock");
  }

  private static Command dockerd(WorkFolder folder, List<String> more) {
    return Command.of(
            "dockerd",
            "--host=unix://" + folder.path().resolve("docker.sock"),
            "--data-root=" + folder.folder("data"),
            "--exec-root=" + folder.folder("exec"),
            "--pidfile=" + folder.path().resolve("docker.pid"))
        .with(more.toArray(String[]::new))
        .in(folder.path());
  }
}
