package io.registrymanager.server.tls;

import io.registrymanager.observation.CheckLine;
import io.registrymanager.thread.Blocking;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a folder of certificates once: which can be used, and until when. */
public final class CertificateCheck {
  private final Path folder;
  private final TlsSettings settings;
  private final InstantSource clock;

  /** That folder. */
  public CertificateCheck(Path folder, TlsSettings settings) {
    this(folder, settings, InstantSource.system());
  }

  CertificateCheck(Path folder, TlsSettings settings, InstantSource clock) {
    this.folder = folder;
    this.settings = settings;
    this.clock = clock;
  }

  /** A line for each certificate, and one if there is none of use. Blocks. */
  public List<CheckLine> run() {
    Blocking.check();
    List<CheckLine> lines = new ArrayList<>();
    try {
      CertificateFiles files = CertificateFiles.read(folder);
      for (String name : files.candidates()) {
        look(files, name).ifPresent(lines::add);
      }
    } catch (IOException e) {
      return List.of(
          CheckLine.problem("tls.folder %s cannot be read: %s".formatted(folder, e.getMessage())));
    }
    if (lines.stream().allMatch(line -> line.result() == CheckLine.Result.PROBLEM)) {
      lines.add(
          CheckLine.problem(
              "tls.folder %s holds no certificate with its key that can be used"
                  .formatted(folder)));
    }
    return lines;
  }

  private Optional<CheckLine> look(CertificateFiles files, String name) {
    Path file = folder.resolve(name);
    try {
      return files.pair(name, clock.instant()).map(pair -> line(file, pair));
    } catch (GeneralSecurityException e) {
      return Optional.of(
          CheckLine.problem("%s cannot be used: %s".formatted(file, e.getMessage())));
    }
  }

  private CheckLine line(Path file, CertifiedKey pair) {
    Instant now = clock.instant();
    Instant begin = pair.leaf().getNotBefore().toInstant();
    Instant end = pair.leaf().getNotAfter().toInstant();
    String text = "%s: the key is the certificate's; from %s until %s".formatted(file, begin, end);
    return begin.isAfter(now) || end.isBefore(now.plus(settings.expiryWarning()))
        ? CheckLine.warning(text)
        : CheckLine.ok(text);
  }
}
