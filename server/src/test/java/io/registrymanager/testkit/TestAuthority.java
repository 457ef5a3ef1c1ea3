package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate authority that nobody knows, for servers of tests. Its files lie in a folder of
 * whoever makes it.
 */
public final class TestAuthority {
  private final Path folder;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** Makes one. */
  public static TestAuthority in(Path folder) {
    try {
      TestAuthority authority = new TestAuthority(Files.createDirectories(folder));
      authority.openssl(
          "req -x509 -days 30 -keyout ca.key -out ca.crt -subj /CN=Test-CA", newKey());
      return authority;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority's own certificate, which a client must know. */
  public Path certificate() {
    return folder.resolve("ca.crt");
  }

  /**
   * Makes the certificate of a server.
   *
   * @param name the files' name
   * @param subjects as in {@code DNS:dc1.example.com} and {@code IP:127.0.0.1}
   */
  public ServerCertificate issue(String name, List<String> subjects) {
    try {
      Path extensions = folder.resolve(name + ".ext");
      Files.writeString(
          extensions, subjects.stream().collect(Collectors.joining(",", "subjectAltName=", "\n")));
      openssl("req -keyout %1$s.key -out %1$s.csr -subj /CN=%1$s".formatted(name), newKey());
      openssl(
          "x509 -req -in %1$s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out %1$s.crt -extfile %1$s.ext"
              .formatted(name),
          List.of());
      Path key = folder.resolve(name + ".key");
      Command.of("chmod", "600", key.toString()).run().orFail();
      return new ServerCertificate(folder.resolve(name + ".crt"), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> newKey() {
    return List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes");
  }

  private void openssl(String words, List<String> more) {
    Command.of(("openssl " + words).split(" ", -1))
        .with(more.toArray(String[]::new))
        .in(folder)
        .run()
        .orFail();
  }

  /** A certificate and its key, both PEM. */
  public record ServerCertificate(Path certificate, Path key) {}
}
