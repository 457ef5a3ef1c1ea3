package io.registrymanager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a verified backup into a data folder. It is unpacked and looked at beside what is there;
 * then what is there goes aside, and the new takes its place. The folder {@code restoring} lies
 * there from the first step to the last, and while it does, no store is opened: between the two
 * moves, a start would find none and begin with a new one.
 */
final class Restoration {
  private final DataFolder folder;
  private final BackupInfo info;
  private final Duration busyTimeout;

  Restoration(DataFolder folder, BackupInfo info, Duration busyTimeout) {
    this.folder = folder;
    this.info = info;
    this.busyTimeout = busyTimeout;
  }

  /** Where it is unpacked. */
  private static Path draft(Path data) {
    return data.resolve("restoring");
  }

  static boolean isUnfinished(Path data) {
    return Files.exists(draft(data), LinkOption.NOFOLLOW_LINKS);
  }

  /** The store may be in either of two places, or in none. */
  static void refuseUnfinished(DataFolder folder) {
    if (isUnfinished(folder.path())) {
      throw new DataFolderException(
          "a restore into the data folder %s was not finished: do it again; what was there before is in %s or in before-restore-..."
              .formatted(folder.path(), folder.path()));
    }
  }

  /**
   * @return where what was there lies now, if anything was
   */
  Optional<Path> run(BackupFile backup) {
    Path draft = draft(folder.path());
    try {
      OwnFiles.delete(draft); // what an interrupted one left: nothing that is not in its backup
      Files.createDirectory(draft, OwnFiles.FOLDER);
      return exchange(unpackOrNothing(backup, draft), draft);
    } catch (IOException e) {
      throw new BackupException(
          "the backup cannot be restored into " + folder.path() + ": " + Reason.of(e), e);
    }
  }

  /** As long as nothing was moved, a failure leaves everything as it was. */
  private List<String> unpackOrNothing(BackupFile backup, Path draft) throws IOException {
    try {
      List<String> restored = unpack(backup, draft);
      UserPrincipal owner = Files.getOwner(folder.path()); // root may restore for the server's user
      for (Path each : List.of(draft, folder.path().resolve("lock"), folder.libraries())) {
        OwnFiles.giveTo(owner, each);
      }
      return restored;
    } catch (IOException | RuntimeException e) {
      OwnFiles.delete(draft);
      throw e;
    }
  }

  private Optional<Path> exchange(List<String> restored, Path draft) throws IOException {
    OwnFiles.force(folder.path());
    Optional<Path> aside = moveAside(present(restored));
    for (String name : restored) {
      Files.move(draft.resolve(name), folder.path().resolve(name));
    }
    OwnFiles.force(folder.path());
    OwnFiles.delete(draft);
    OwnFiles.force(folder.path());
    return aside;
  }

  /** What is in the backup, as names in the data folder. */
  private List<String> unpack(BackupFile backup, Path draft) throws IOException {
    backup.unpack(
        name -> {
          if (!Backups.isKnown(name)) {
            throw new BackupException("the backup holds the unknown file " + name);
          }
          Path file = draft.resolve(name);
          Files.createDirectories(file.getParent(), OwnFiles.FOLDER);
          return Files.newOutputStream(Files.createFile(file, OwnFiles.FILE));
        });
    SqliteFile database = new SqliteFile(draft.resolve(Backups.DATABASE), busyTimeout);
    new UnpackedStore(database).prepare(info, InstantSource.system().instant());
    List<String> names = new ArrayList<>();
    for (Path each : OwnFiles.list(draft)) {
      names.add(each.getFileName().toString());
      for (Path file : OwnFiles.list(each)) {
        OwnFiles.force(file);
      }
      OwnFiles.force(each);
    }
    return names;
  }

  private List<Path> present(List<String> restored) {
    List<String> names = new ArrayList<>(restored);
    names.addAll(List.of(Backups.DATABASE + "-wal", Backups.DATABASE + "-shm", "admin-password"));
    return names.stream()
        .map(folder.path()::resolve)
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private Optional<Path> moveAside(List<Path> present) throws IOException {
    if (present.isEmpty()) {
      return Optional.empty();
    }
    Instant now = InstantSource.system().instant();
    Path aside = folder.path().resolve("before-restore-" + FileStamp.of(now));
    Files.createDirectory(aside, OwnFiles.FOLDER);
    for (Path each : present) {
      Files.move(each, aside.resolve(each.getFileName()));
    }
    Files.setOwner(aside, Files.getOwner(folder.path()));
    OwnFiles.force(aside);
    return Optional.of(aside);
  }
}
