package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server as {@code ./registrymanager} starts it: its own Java flags, access log in a file,
 * metrics on, a user with one grant.
 */
record RegistryManager(Path root, Variant variant) implements Peer {
  /** Nobody else's: the kernel counts pipes by user. */
  private static final int UNPRIVILEGED = 65532;

  RegistryManager(Path root) {
    this(root, Variant.STANDARD);
  }

  @Override
  public String name() {
    return variant.label();
  }

  @Override
  public Optional<String> obstacle() throws IOException {
    return switch (variant) {
      case STANDARD, SECURE -> Optional.empty();
      case UNPRIVILEGED ->
          isRoot()
              ? Optional.empty()
              : Optional.of("only root can start it as somebody else; every peer is unprivileged");
      case COPYING ->
          knows(Variant.SPLICE)
              ? Optional.empty()
              : Optional.of("the server has no setting " + Variant.SPLICE);
    };
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private boolean knows(String setting) throws IOException {
    return Command.output(List.of(program(), "config", "show"))
        .lines()
        .anyMatch(line -> line.startsWith(setting + " "));
  }

  private String program() {
    return root.resolve("registrymanager").toString();
  }

  @Override
  public RunningPeer start(Path folder, int upstreamPort) throws IOException {
    return start(folder, upstreamPort, List.of());
  }

  /** Starts it with further settings, as {@code KEY=VALUE}. */
  RunningPeer start(Path folder, int upstreamPort, List<String> settings) throws IOException {
    RunningPeer peer = launch(folder, upstreamPort, settings, List.of("taskset", "-c", "0"));
    addUser(folder);
    return peer;
  }

  /**
   * The same without the user, whom an earlier start from that folder may have made.
   *
   * @param by the command that runs it
   */
  RunningPeer launch(Path folder, int upstreamPort, List<String> settings, List<String> by)
      throws IOException {
    int port = Sockets.freePort();
    int management = Sockets.freePort();
    List<String> all = new ArrayList<>(variant.settings());
    all.add("management.port=" + management);
    if (variant == Variant.SECURE) {
      Path tls = Files.createDirectory(folder.resolve("tls"));
      Certificate.make(tls);
      all.add("tls.folder=" + tls);
    }
    all.addAll(settings);
    List<String> command = new ArrayList<>(by);
    if (variant == Variant.UNPRIVILEGED) {
      Files.setAttribute(folder, "unix:uid", UNPRIVILEGED);
      String id = Integer.toString(UNPRIVILEGED);
      command.addAll(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
    }
    command.addAll(serve(folder, port, upstreamPort, all));
    Process process = Peer.launch(command, folder);
    Probe.await(process, management, "/health/live", 200);
    return new RunningPeer(name(), port, process);
  }

  /** The command that serves from this folder; later settings win. */
  List<String> serve(Path folder, int port, int upstreamPort, List<String> settings)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "listen.port=" + port,
                "management.port=" + Sockets.freePort(),
                "upstream.url=http://127.0.0.1:" + upstreamPort,
                "access-log.file=" + folder.resolve("access.log"),
                "shutdown.delay=0s"));
    all.addAll(settings);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program(), "serve", "--data", folder.resolve("data").toString()));
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  /** Makes the user of all peers. */
  void addUser(Path folder) throws IOException {
    Command.run(
        List.of(
            program(),
            "user",
            "add",
            Credentials.NAME,
            "--grant",
            "bench",
            "--password-stdin",
            "--data",
            folder.resolve("data").toString()),
        Credentials.PASSWORD + "\n",
        folder.resolve("user-add"));
  }
}
