package io.registrymanager.config;

import io.registrymanager.setting.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file that holds one secret. Exactly one newline at its end is not part of the secret: editors
 * and {@code echo} add one, and a password may end in any other way.
 */
final class SecretFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> OTHERS_READ =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Findings findings;

  SecretFile(Findings findings) {
    this.findings = findings;
  }

  /** The secret in the file that {@code given} names, or nothing after saying what is wrong. */
  Optional<Given> read(Given given, String secretKey) {
    try {
      Path file = Path.of(given.text());
      String text = decode(content(file));
      Source source = new Source(file + ", " + given.source());
      return Optional.of(new Given(secretKey, text, source));
    } catch (InvalidPathException | CharacterCodingException e) {
      return refuse(given, "must name a file that holds text in UTF-8");
    } catch (IOException e) {
      return refuse(given, e.getMessage() == null ? "cannot be read" : e.getMessage());
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("names " + file + ", which is not there or not a file");
    }
    if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS_READ)) {
      throw new IOException(
          "names " + file + ", which others can read; make it yours alone: chmod 600 " + file);
    }
    if (!Files.isReadable(file)) {
      throw new IOException("names " + file + ", which this user may not read");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("names " + file + ", which is too long for a secret");
      }
      return bytes;
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private Optional<Given> refuse(Given given, String what) {
    findings.problem(given.source(), given.key() + " " + what);
    return Optional.empty();
  }
}
