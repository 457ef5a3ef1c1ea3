package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a short path (a Unix socket's may have 107 bytes) that vanishes with all that is in
 * it, mounts included.
 *
 * @param path where it is
 */
record WorkFolder(Path path) implements AutoCloseable {
  /** A long fuzz run leaves a folder for each upload that it began. */
  private static final Duration MOST_FOR_MUCH = Duration.ofMinutes(15);

  static WorkFolder create(String name) {
    try {
      return new WorkFolder(Files.createTempDirectory("kit-" + name + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One in memory, for programs that wait for the disk at every change. */
  static WorkFolder inMemory(String name) {
    try {
      return new WorkFolder(Files.createTempDirectory(Path.of("/dev/shm"), "kit-" + name + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder inside. */
  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    mounts().forEach(mount -> Command.of("umount", "--lazy", mount).run());
    // Not Files.walk: layers hold what the JVM may refuse to walk, and vfs copies them often.
    Command.of("rm", "-rf", "--one-file-system", path.toString()).within(MOST_FOR_MUCH).run();
  }

  /**
   * The mount points inside, the innermost first: an engine leaves its network namespace mounted.
   */
  private List<String> mounts() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ", -1)[4])
          .filter(mount -> mount.startsWith(path + "/"))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
