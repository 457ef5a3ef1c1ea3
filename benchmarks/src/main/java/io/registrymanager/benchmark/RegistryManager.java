package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The server as {@code ./registrymanager} starts it: its own Java flags, access log in a file,
 * metrics on, a user with one grant.
 */
record RegistryManager(String name, Path root) implements Peer {
  @Override
  public RunningPeer start(Path folder, int upstreamPort) throws IOException {
    return start(folder, upstreamPort, List.of());
  }

  /** Starts it with further options. */
  RunningPeer start(Path folder, int upstreamPort, List<String> options) throws IOException {
    int port = Sockets.freePort();
    List<String> command = new ArrayList<>(serve(folder, port, upstreamPort));
    command.addAll(options);
    Process process =
        new ProcessBuilder(Peer.pinned(command))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Probe.await(process, port, "/health/live", 200);
    addUser(folder);
    Probe.await(process, port, "/v2/", 200);
    return new RunningPeer(name, port, process);
  }

  /** The command that serves from this folder. */
  List<String> serve(Path folder, int port, int upstreamPort) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("registrymanager").toString());
    command.addAll(List.of("serve", "--data", folder.resolve("data").toString()));
    List<String> settings =
        List.of(
            "listen.port=" + port,
            "management.port=" + Sockets.freePort(),
            "upstream.url=http://127.0.0.1:" + upstreamPort,
            "access-log.file=" + folder.resolve("access.log"),
            "shutdown.delay=0s");
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  private void addUser(Path folder) throws IOException {
    Process command =
        new ProcessBuilder(
                root.resolve("registrymanager").toString(),
                "user",
                "add",
                Credentials.NAME,
                "--grant",
                "bench",
                "--password-stdin",
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("user-add").toFile())
            .start();
    try (Writer password = command.outputWriter()) {
      password.write(Credentials.PASSWORD + "\n");
    }
    try {
      if (command.waitFor() != 0) {
        throw new IOException("user add failed; see " + folder.resolve("user-add"));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
