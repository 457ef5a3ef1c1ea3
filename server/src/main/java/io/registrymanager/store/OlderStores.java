package io.registrymanager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups that are made by themselves before the schema changes, in {@code snapshots} in the data
 * folder: the way back to the program of before. Three are kept.
 */
final class OlderStores {
  private static final Logger LOG = LoggerFactory.getLogger(OlderStores.class);
  private static final int KEPT = 3;
  private static final Pattern NAME = Pattern.compile("schema-(\\d{1,9})-(.+)\\.backup");
  private static final Comparator<Path> BY_TIME =
      Comparator.comparing(file -> matcher(file).replaceFirst("$2"));

  private final Path folder;
  private final Backups backups;

  OlderStores(DataFolder data, DatabaseSettings settings, String programVersion) {
    this.folder = data.path().resolve("snapshots");
    this.backups = new Backups(data.path(), settings, programVersion);
  }

  /**
   * Keeps the store as it is.
   *
   * @throws BackupException if it cannot; then nothing must be changed
   */
  void keep(int schema) {
    String name =
        "schema-%d-%s.backup".formatted(schema, FileStamp.of(InstantSource.system().instant()));
    try {
      Files.createDirectories(folder, OwnFiles.FOLDER);
      for (Path left : OwnFiles.list(folder)) {
        if (Backups.isUnfinished(left)) {
          OwnFiles.delete(left); // of a start that was killed; each is as large as the store
        }
      }
      BackupInfo _ = backups.make(folder.resolve(name), Backups.Existing.KEEP);
      LOG.info("the store of schema {} is kept as {}", schema, folder.resolve(name));
      List<Path> all = all();
      for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
        Files.delete(old);
      }
    } catch (IOException e) {
      throw new BackupException(
          "the store cannot be kept before its schema changes, in %s: %s"
              .formatted(folder, Reason.of(e)),
          e);
    }
  }

  /** The newest that a program with that schema can use. */
  Optional<Path> newest(int schema) {
    try {
      return all().stream().filter(file -> schemaOf(file) <= schema).max(BY_TIME);
    } catch (IOException e) {
      LOG.info("{} cannot be read: {}", folder, Reason.of(e));
      return Optional.empty();
    }
  }

  /** From the oldest to the newest. */
  private List<Path> all() throws IOException {
    return OwnFiles.list(folder).stream()
        .filter(file -> matcher(file).matches())
        .sorted(BY_TIME)
        .toList();
  }

  private static int schemaOf(Path file) {
    return Integer.parseInt(matcher(file).replaceFirst("$1"));
  }

  private static Matcher matcher(Path file) {
    return NAME.matcher(file.getFileName().toString());
  }
}
