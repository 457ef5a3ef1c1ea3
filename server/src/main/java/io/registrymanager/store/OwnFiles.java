package io.registrymanager.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders for their owner alone, and what it takes that they are really there. */
final class OwnFiles {
  static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnFiles() {}

  /** Brings a file, or the names in a folder, to the disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  /** What lies in a folder, by name; nothing if it is not there. */
  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Deletes it with all that is in it, if it is there. */
  static void delete(Path path) throws IOException {
    for (Path each : tree(path).reversed()) {
      Files.deleteIfExists(each);
    }
  }

  /** What root made in a folder of the server's user becomes that user's. */
  static void giveTo(UserPrincipal owner, Path path) throws IOException {
    for (Path each : tree(path)) {
      if (!Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
        Files.setOwner(each, owner);
      }
    }
  }

  private static List<Path> tree(Path path) throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
