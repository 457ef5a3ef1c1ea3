package io.registrymanager.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * The connections of one database: many callers read at the same time, one writes. Both methods
 * wait for the end of the work and throw {@link io.registrymanager.identity.StoreException}.
 */
final class Sessions implements AutoCloseable {
  private final ConnectionThreads writer;
  private final ConnectionThreads readers;

  Sessions(SqliteFile file, int readerCount, Failures failures) throws SQLException {
    Duration patience = file.busyTimeout();
    writer = new ConnectionThreads("store-writer-", 1, file::openWriter, failures, patience);
    try {
      readers =
          new ConnectionThreads("store-reader-", readerCount, file::openReader, failures, patience);
    } catch (RuntimeException | SQLException e) {
      writer.close();
      throw e;
    }
    readers.practice();
  }

  /** Runs queries. */
  <T> T read(Function<Handle, T> work) {
    return readers.call(work);
  }

  /**
   * Runs many queries that all see the same state. The database is locked and looked at once for
   * all of them, which is half of what a small query costs.
   */
  <T> T readTogether(Function<Handle, T> work) {
    return readers.call(handle -> inTransaction(handle, "BEGIN", work));
  }

  /** Runs {@code work} in a transaction of its own, which is on the disk when this returns. */
  <T> T write(Function<Handle, T> work) {
    return writer.call(handle -> inTransaction(handle, "BEGIN IMMEDIATE", work));
  }

  /**
   * In plain SQL: the driver begins the next transaction in the same call that commits one, and
   * would report a failure of that as a failure of a change that was made. A writer takes the write
   * lock at once, so that what was read cannot have changed before it is written.
   */
  private static <T> T inTransaction(Handle handle, String begin, Function<Handle, T> work) {
    handle.execute(begin);
    try {
      T result = work.apply(handle);
      handle.execute("COMMIT");
      return result;
    } catch (RuntimeException | Error e) {
      try {
        handle.execute("ROLLBACK");
      } catch (RuntimeException alreadyRolledBack) {
        // SQLite ends the transaction by itself after some failures, such as a full disk.
        e.addSuppressed(alreadyRolledBack);
      }
      throw e;
    }
  }

  /** The writer last: the last connection moves the log into the database and removes it. */
  @Override
  public void close() {
    try {
      readers.close();
    } finally {
      writer.close();
    }
  }
}
