package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's haproxy, which moves bodies by {@code splice} and so need not copy them. */
record Haproxy() implements Peer {
  static final String NAME = "haproxy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RunningPeer start(Path folder, int upstreamPort) throws IOException {
    int port = Sockets.freePort();
    Map<String, String> values =
        Map.of(
            "name",
            Credentials.NAME,
            "password",
            Credentials.PASSWORD,
            "port",
            Integer.toString(port),
            "upstream",
            Integer.toString(upstreamPort));
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(file, Peer.configuration("haproxy.cfg", values));
    List<String> command = List.of("/usr/sbin/haproxy", "-db", "-f", file.toString());
    Process process = Peer.launch(Peer.pinned(command), folder);
    Probe.await(process, port, "/v2/", 200);
    return new RunningPeer(NAME, port, process);
  }
}
