package io.registrymanager.store;

import io.registrymanager.audit.AuditLog;
import io.registrymanager.catalog.RepositoryIndex;
import io.registrymanager.identity.UserStore;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.thread.Blocking;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * The database of one data folder, held by this process from {@link #open} to {@link #close}.
 * Thread-safe; {@link #open} and {@link #close} block.
 */
public final class Database implements AutoCloseable {
  private final DataFolder folder;
  private final Sessions sessions;
  private final UserStore users;
  private final RepositoryIndex repositories;
  private final AuditLog audit;

  private Database(DataFolder folder, Sessions sessions, InstantSource clock) {
    this.folder = folder;
    this.sessions = sessions;
    this.users = new DatabaseUserStore(sessions, clock);
    this.repositories = new DatabaseRepositoryIndex(sessions, new EmptyRanges(sessions));
    this.audit = new DatabaseAuditLog(sessions);
  }

  /**
   * Takes the lock of the data folder, makes what is missing (the folder for its owner alone), and
   * brings {@code registrymanager.db} to date.
   *
   * @param programVersion the version of this program, for whoever meets the database later
   * @throws DataFolderException with one sentence, if the folder is held by another process for
   *     longer than {@link DatabaseSettings#lockWait} or cannot be written, or if the database is
   *     damaged or of a newer program
   */
  public static Database open(DatabaseSettings settings, Path dataFolder, String programVersion) {
    return open(settings, dataFolder, programVersion, InstantSource.system());
  }

  /**
   * The same, with another clock.
   *
   * @param clock by which account changes bear their time
   */
  public static Database open(
      DatabaseSettings settings, Path dataFolder, String programVersion, InstantSource clock) {
    Blocking.check();
    DataFolder folder = DataFolder.hold(dataFolder.toAbsolutePath(), settings.lockWait());
    try {
      return new Database(folder, sessions(settings, folder, programVersion), clock);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static Sessions sessions(
      DatabaseSettings settings, DataFolder folder, String programVersion) {
    Restoration.refuseUnfinished(folder);
    folder.unpackLibrary();
    SqliteFile file = new SqliteFile(folder.databaseFile(), settings.busyTimeout());
    Failures failures = new Failures(file.path());
    try {
      Schema.bringToDate(file, new OlderStores(folder, settings, programVersion), programVersion);
      return new Sessions(file, settings.readers(), failures);
    } catch (DataFolderException | BackupException e) {
      throw e;
    } catch (RuntimeException | SQLException e) {
      throw failures.ofOpening(e);
    }
  }

  /** The users in it. */
  public UserStore users() {
    return users;
  }

  /** The index of repositories in it. */
  public RepositoryIndex repositories() {
    return repositories;
  }

  /** Its audit. */
  public AuditLog audit() {
    return audit;
  }

  /** Whether it can be read, found out on {@code blocking}. */
  public HealthIndicator health(Executor blocking) {
    return new DatabaseHealth(sessions, blocking);
  }

  /** For faults that tests make on a real connection. */
  Sessions sessions() {
    return sessions;
  }

  /** Finishes what was begun, folds the log into the database, and lets go of the data folder. */
  @Override
  public void close() {
    Blocking.check();
    try {
      sessions.close();
    } finally {
      folder.close();
    }
  }
}
