package io.registrymanager.observation;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that whoever rotates logs may move away at any time. Appending keeps {@code copytruncate}
 * right as well.
 */
final class FileSink implements LogSink {
  private static final long CHECK_NANOS = 500_000_000L;
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private final Path path;
  private FileChannel channel;
  private Object key;
  private long checkedAt;

  /** Opens the file, so that a wrong setting is seen at the start. */
  FileSink(Path path) throws IOException {
    this.path = path;
    channel = open(path);
    key = keyOf(path);
    checkedAt = System.nanoTime();
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    if (!channel.isOpen() || isCheckDue() && wasMoved()) {
      channel.close();
      channel = open(path);
      key = keyOf(path);
    }
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private boolean isCheckDue() {
    long now = System.nanoTime();
    if (now - checkedAt < CHECK_NANOS) {
      return false;
    }
    checkedAt = now;
    return true;
  }

  private boolean wasMoved() throws IOException {
    try {
      return !keyOf(path).equals(key);
    } catch (NoSuchFileException _) {
      return true;
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), MODE);
  }

  /** Device and inode. */
  private static Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
