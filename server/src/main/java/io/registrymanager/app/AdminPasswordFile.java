package io.registrymanager.app;

import io.registrymanager.secret.Secret;
import io.registrymanager.thread.Blocking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code DATA/admin-password}: the generated password of the first administrator. */
final class AdminPasswordFile {
  private AdminPasswordFile() {}

  /** Where it lies. */
  static Path in(Path data) {
    return data.resolve("admin-password");
  }

  /**
   * Writes it for its owner alone. Nobody ever sees half of it, and it is on the disk when this
   * returns: the password is kept nowhere else in the clear.
   */
  static Path write(Path data, Secret password) throws IOException {
    Blocking.check();
    Path file = in(data);
    Path draft =
        Files.createTempFile(
            data,
            ".admin-password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      ByteBuffer text =
          ByteBuffer.wrap((password.revealText() + "\n").getBytes(StandardCharsets.UTF_8));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(data);
      return file;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void forceFolder(Path data) throws IOException {
    try (FileChannel folder = FileChannel.open(data, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
