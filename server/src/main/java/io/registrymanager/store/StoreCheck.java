package io.registrymanager.store;

import io.registrymanager.identity.StoreException;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.thread.Blocking;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks at a data folder once, whether or not a server runs; changes nothing that is kept. */
public final class StoreCheck {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long LITTLE = 1024 * MEBIBYTE;
  private static final long TOO_LITTLE = 64 * MEBIBYTE;

  private final Path data;
  private final DatabaseSettings settings;
  private final String programVersion;

  /** That folder. */
  public StoreCheck(Path dataFolder, DatabaseSettings settings, String programVersion) {
    this.data = dataFolder.toAbsolutePath();
    this.settings = settings;
    this.programVersion = programVersion;
  }

  /** Reads every page of the store. Blocks as long as that takes. */
  public List<CheckLine> run() {
    Blocking.check();
    List<CheckLine> lines = new ArrayList<>();
    lines.add(space());
    Path file = data.resolve(Backups.DATABASE);
    if (Restoration.isUnfinished(data)) {
      lines.add(CheckLine.problem("a restore into " + data + " was not finished: do it again"));
    } else if (Files.notExists(file)) {
      lines.add(CheckLine.ok("there is no store in " + data + " yet: the first start makes one"));
    } else {
      lines.add(store(new SqliteFile(file, settings.busyTimeout())));
      if (!Files.isWritable(file) || !Files.isWritable(data)) {
        lines.add(CheckLine.problem("this user cannot write to " + file + " and its folder"));
      }
    }
    return lines;
  }

  private CheckLine store(SqliteFile file) {
    try {
      NativeLibrary.unpackInto(Files.createDirectories(data.resolve("native"), OwnFiles.FOLDER));
      Schema schema = Schema.of(file);
      if (schema.number() > Schema.CURRENT) {
        return CheckLine.problem(
            "the store %s was written by registrymanager %s (schema %d); this is %s (schema %d)"
                .formatted(
                    file.path(),
                    schema.program(),
                    schema.number(),
                    programVersion,
                    Schema.CURRENT));
      }
      Snapshot.check(file);
      return CheckLine.ok(
          "the store %s is sound: %d MiB, schema %d of %d"
              .formatted(
                  file.path(),
                  Files.size(file.path()) / MEBIBYTE,
                  schema.number(),
                  Schema.CURRENT));
    } catch (SQLException e) {
      return CheckLine.problem(String.valueOf(new Failures(file.path()).ofOpening(e).getMessage()));
    } catch (StoreException e) {
      return CheckLine.problem(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return CheckLine.problem(
          "the store %s cannot be looked at: %s".formatted(file.path(), Reason.of(e)));
    }
  }

  private CheckLine space() {
    try {
      Path there = data;
      while (Files.notExists(there)) {
        there = Objects.requireNonNullElse(there.getParent(), there.getRoot());
      }
      FileStore disk = Files.getFileStore(there);
      long free = disk.getUsableSpace();
      String text = "%d MiB are free for %s".formatted(free / MEBIBYTE, data);
      return free < TOO_LITTLE
          ? CheckLine.problem(text)
          : free < LITTLE ? CheckLine.warning(text) : CheckLine.ok(text);
    } catch (IOException e) {
      return CheckLine.warning(
          "the free space for %s is unknown: %s".formatted(data, Reason.of(e)));
    }
  }
}
