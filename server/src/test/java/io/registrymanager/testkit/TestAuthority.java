package io.registrymanager.testkit;

import io.registrymanager.server.tls.LocalAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A certificate authority of one test, with a folder of certificates that it has made. */
public final class TestAuthority implements AutoCloseable {
  private final WorkFolder work = WorkFolder.create("authority");
  private final LocalAuthority authority = new LocalAuthority(work.path());

  /** One that has made nothing yet. */
  public static TestAuthority create() {
    return new TestAuthority();
  }

  /** Makes, or makes anew, the certificate in {@code FILE.crt} and {@code FILE.key}. */
  public TestAuthority make(String file, String... names) {
    try {
      authority.make(List.of(names), Instant.now());
      for (String kind : file.equals("server") ? List.<String>of() : List.of(".key", ".crt")) {
        Files.move(
            folder().resolve("server" + kind),
            folder().resolve(file + kind),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority's own certificate. */
  public Path certificate() {
    return authority.certificate();
  }

  /** Where the certificates lie. */
  public Path folder() {
    return authority.folder();
  }

  /** What a client needs to believe it. */
  public SSLContext trust() {
    return Trust.in(certificate());
  }

  @Override
  public void close() {
    work.close();
  }
}
