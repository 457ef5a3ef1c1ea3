package io.registrymanager.store;

import io.registrymanager.thread.Blocking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes and checks backups of a data folder, and puts them back. A backup is one file: a tar
 * archive of what it says of itself, the database, and the certificates that {@code tls init} made,
 * closed by a SHA-256 of all that. Every method blocks, and throws {@link
 * io.registrymanager.identity.StoreException} with one sentence when it could not.
 */
public final class Backups {
  static final String DATABASE = "registrymanager.db";

  /** The folders that go along, with what is in them. */
  static final List<String> FOLDERS = List.of("ca", "tls");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final String UNFINISHED = ".backup-";
  private static final long LARGEST_BESIDES = 1024 * 1024;

  private final Path data;
  private final DatabaseSettings settings;
  private final String programVersion;

  /**
   * Those of one data folder.
   *
   * @param programVersion written into each backup
   */
  public Backups(Path dataFolder, DatabaseSettings settings, String programVersion) {
    this.data = dataFolder.toAbsolutePath();
    this.settings = settings;
    this.programVersion = programVersion;
  }

  /** What becomes of a file that has the name of the backup. */
  public enum Existing {
    /** It stays, and there is no backup. */
    KEEP,
    /** The backup takes its place, once it is whole. */
    REPLACE
  }

  /**
   * Makes one, whether or not a server runs and whatever it writes meanwhile. It is on the disk,
   * and was read back, when this returns.
   */
  public BackupInfo make(Path file, Existing existing) {
    Blocking.check();
    Path target = file.toAbsolutePath();
    if (existing == Existing.KEEP && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupException(file + " is there already");
    }
    if (Files.notExists(data.resolve(DATABASE))) {
      throw new BackupException("there is no database in " + data);
    }
    try {
      NativeLibrary.unpackInto(Files.createDirectories(data.resolve("native"), OwnFiles.FOLDER));
      return make(target);
    } catch (IOException e) {
      throw new BackupException("the backup " + file + " cannot be written: " + Reason.of(e), e);
    }
  }

  private BackupInfo make(Path target) throws IOException {
    Path folder = Objects.requireNonNullElse(target.getParent(), target);
    if (!Files.isDirectory(folder)) {
      throw new BackupException("there is no folder " + folder);
    }
    Path work = Files.createTempDirectory(folder, UNFINISHED, OwnFiles.FOLDER);
    try {
      BackupInfo info = write(work.resolve("backup"), snapshot(work.resolve("snapshot")));
      Files.move(work.resolve("backup"), target, StandardCopyOption.ATOMIC_MOVE);
      OwnFiles.force(folder);
      return info;
    } finally {
      OwnFiles.delete(work);
    }
  }

  private SqliteFile snapshot(Path into) throws IOException {
    SqliteFile database = new SqliteFile(data.resolve(DATABASE), settings.busyTimeout());
    try {
      return Snapshot.take(database, into);
    } catch (SQLException e) {
      throw new Failures(database.path()).ofOpening(e);
    }
  }

  private BackupInfo write(Path file, SqliteFile snapshot) throws IOException {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    BackupInfo info = new BackupInfo(programVersion, schema(snapshot), now);
    try (BackupWriter writer = new BackupWriter(file, now)) {
      writer.add(BackupInfo.NAME, info.bytes());
      writer.add(DATABASE, snapshot.path());
      for (String folder : FOLDERS) {
        for (Path each : OwnFiles.list(data.resolve(folder))) {
          if (goesAlong(each)) {
            writer.add(folder + "/" + each.getFileName(), each);
          }
        }
      }
      writer.finish();
    }
    new BackupFile(file).checkSeal();
    return info;
  }

  private static int schema(SqliteFile snapshot) {
    try {
      return Schema.of(snapshot).number();
    } catch (SQLException e) {
      throw new Failures(snapshot.path()).ofOpening(e);
    }
  }

  /** Whether it is what a killed process left of a backup. */
  static boolean isUnfinished(Path path) {
    return path.getFileName().toString().startsWith(UNFINISHED);
  }

  /** Keys and certificates are small files with plain names. */
  private static boolean goesAlong(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && NAME.matcher(file.getFileName().toString()).matches()
        && Files.size(file) <= LARGEST_BESIDES;
  }

  /** Whether that file may stand in a backup. */
  static boolean isKnown(String name) {
    int slash = name.indexOf('/');
    return name.equals(DATABASE)
        || slash > 0
            && FOLDERS.contains(name.substring(0, slash))
            && NAME.matcher(name.substring(slash + 1)).matches();
  }

  /**
   * Reads a backup whole.
   *
   * @throws BackupException if it is not what was written, or of a newer program
   */
  public BackupInfo verify(Path file) {
    Blocking.check();
    return new BackupFile(file).verify(programVersion);
  }

  /**
   * Puts a backup back, while no server runs. What was there is moved aside, once the backup was
   * found sound; if this is interrupted, the store is not opened until it was done again.
   */
  public Restored restore(Path file) {
    BackupInfo info = verify(file);
    try (DataFolder folder = DataFolder.hold(data, settings.lockWait())) {
      folder.unpackLibrary();
      return new Restored(
          info, new Restoration(folder, info, settings.busyTimeout()).run(new BackupFile(file)));
    }
  }

  /**
   * What was done.
   *
   * @param aside where what was there lies now; absent if nothing was
   */
  public record Restored(BackupInfo backup, Optional<Path> aside) {}
}
