package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A certificate of its own for each peer, ECDSA P-256 for all. */
final class Certificate {
  private Certificate() {}

  /** Writes {@code server.crt} and {@code server.key}. */
  static void make(Path folder) throws IOException {
    Command.run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            folder.resolve("server.key").toString(),
            "-out",
            folder.resolve("server.crt").toString()),
        folder.resolve("openssl"));
  }
}
