package io.registrymanager.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The data folder, held by this process alone until {@link #close}: two processes with a cache each
 * would answer from before the other's changes. The kernel lets go of the lock when the process
 * dies, however it dies.
 */
final class DataFolder implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the folder where it is missing, and waits for its lock. */
  static DataFolder hold(Path path, Duration patience) {
    try {
      Files.createDirectories(path, OwnFiles.FOLDER);
      FileChannel channel =
          FileChannel.open(path.resolve("lock"), Set.of(CREATE, WRITE), OwnFiles.FILE);
      if (!acquire(channel, System.nanoTime() + patience.toNanos())) {
        channel.close();
        throw new DataFolderException(
            "the data folder " + path + " is in use by another registrymanager process");
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** Polls, for the blocking form of the call knows no time-out. */
  private static boolean acquire(FileChannel channel, long deadline) throws IOException {
    while (true) {
      try {
        if (channel.tryLock() != null) {
          return true;
        }
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (OverlappingFileLockException e) {
        // Held by this very process, which will not let go while it waits here.
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  Path path() {
    return path;
  }

  /**
   * The database file; made here where it is missing, because SQLite would let everybody read the
   * hashes in it when the folder itself is older than this program and open.
   */
  Path databaseFile() {
    Path file = path.resolve(Backups.DATABASE);
    try {
      if (Files.notExists(file)) {
        Files.createFile(file, OwnFiles.FILE);
      }
      return file;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** Where native libraries lie. */
  Path libraries() {
    return path.resolve("native");
  }

  /** Puts the driver's native library where it can be loaded from. */
  void unpackLibrary() {
    try {
      NativeLibrary.unpackInto(Files.createDirectories(libraries(), OwnFiles.FOLDER));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static DataFolderException unusable(Path path, IOException e) {
    String reason = Reason.of(e);
    return new DataFolderException("the data folder " + path + " cannot be written: " + reason, e);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
