package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's nginx with what a person would write who wants it fast: plaintext passwords, upstream
 * connections kept, bodies streamed with big buffers, the access log buffered.
 *
 * @param secure whether it is reached by TLS
 * @param connections the most it takes, for which it needs memory from the start
 */
record Nginx(String name, boolean secure, int connections) implements Peer {
  private static final int CONNECTIONS = 4096;

  Nginx(String name, boolean secure) {
    this(name, secure, CONNECTIONS);
  }

  /** Workers of root's nginx would run as somebody who cannot read this folder. */
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root;" : "";
  }

  @Override
  public RunningPeer start(Path folder, int upstreamPort) throws IOException {
    int port = Sockets.freePort();
    int securePort = Sockets.freePort();
    Certificate.make(folder);
    Files.writeString(
        folder.resolve("users"), Credentials.NAME + ":{PLAIN}" + Credentials.PASSWORD + "\n");
    Map<String, String> values =
        Map.of(
            "user", user(),
            "port", Integer.toString(port),
            "secure-port", Integer.toString(securePort),
            "connections", Integer.toString(connections),
            "upstream", Integer.toString(upstreamPort));
    Files.writeString(folder.resolve("nginx.conf"), Peer.configuration("nginx.conf", values));
    List<String> command =
        List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log");
    Process process = Peer.launch(Peer.pinned(command), folder);
    Probe.await(process, port, "/v2/", 200);
    return new RunningPeer(name, secure ? securePort : port, process);
  }
}
