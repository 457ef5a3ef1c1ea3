package io.registrymanager.tls;

import io.registrymanager.testkit.Folders;
import io.registrymanager.testkit.TestAuthority;
import io.registrymanager.testkit.TestAuthority.ServerCertificate;
import io.registrymanager.testkit.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/** A folder of certificates for one server, all made by one authority that lies elsewhere. */
final class CertificateShelf implements AutoCloseable {
  private final Path work;
  private final TestAuthority authority;

  private CertificateShelf(Path work) throws IOException {
    this.work = work;
    this.authority = TestAuthority.in(work.resolve("authority"));
    Files.createDirectory(folder());
  }

  static CertificateShelf open() {
    try {
      return new CertificateShelf(Files.createTempDirectory("shelf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a certificate there, or another one in its place; subjects such as {@code DNS:a}. */
  CertificateShelf put(String file, String... subjects) {
    ServerCertificate made = authority.issue(file, Arrays.asList(subjects));
    move(made.key());
    move(made.certificate());
    return this;
  }

  private void move(Path file) {
    try {
      Files.move(file, folder().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code tls.folder} is set to. */
  Path folder() {
    return work.resolve("certificates");
  }

  Path authority() {
    return authority.certificate();
  }

  SSLContext trust() {
    return Trust.in(authority());
  }

  @Override
  public void close() {
    Folders.delete(work);
  }
}
