package io.registrymanager.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Debian's nginx with what a person would write who wants it fast: plaintext passwords, upstream
 * connections kept, bodies streamed with big buffers, the access log buffered.
 */
record Nginx(String name) implements Peer {
  private static String configuration(int port, int upstreamPort) throws IOException {
    try (InputStream template =
        Objects.requireNonNull(Nginx.class.getResourceAsStream("nginx.conf"))) {
      return new String(template.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${user}", user())
          .replace("${port}", Integer.toString(port))
          .replace("${upstream}", Integer.toString(upstreamPort));
    }
  }

  /** Workers of root's nginx would run as somebody who cannot read this folder. */
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root;" : "";
  }

  @Override
  public RunningPeer start(Path folder, int upstreamPort) throws IOException {
    int port = Sockets.freePort();
    Files.writeString(
        folder.resolve("users"), Credentials.NAME + ":{PLAIN}" + Credentials.PASSWORD + "\n");
    Files.writeString(folder.resolve("nginx.conf"), configuration(port, upstreamPort));
    File log = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(
                Peer.pinned(
                    List.of(
                        "/usr/sbin/nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "error.log")))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Probe.await(process, port, "/v2/", 200);
    return new RunningPeer(name, port, process);
  }
}
