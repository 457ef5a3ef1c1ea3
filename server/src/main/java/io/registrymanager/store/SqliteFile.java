package io.registrymanager.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file and the ways to open it.
 *
 * @param path the file
 * @param busyTimeout how long a statement waits for a lock that another program holds
 */
record SqliteFile(Path path, Duration busyTimeout) {
  /** The address for the driver; as a URI, for a {@code ?} in a plain path would begin options. */
  private String url() {
    return "jdbc:sqlite:" + path.toUri().toASCIIString();
  }

  /** Opens the file as it is; writes nothing to it by itself. */
  Connection open() throws SQLException {
    return config().createConnection(url());
  }

  /** For the migration, which opens connections by itself. */
  DataSource dataSource() {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl(url());
    return source;
  }

  /** Opens it for the one thread that writes. */
  Connection openWriter() throws SQLException {
    Connection connection = write().createConnection(url());
    try (Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      // SQLite does not fail where it cannot have the mode: without this, readers would block.
      if (!mode.next() || !mode.getString(1).equals("wal")) {
        throw new SQLException("the file system does not support a write-ahead log");
      }
      // Nor where it cannot write, before there is something to write.
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("PRAGMA user_version = 0");
      statement.execute("ROLLBACK");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens it for a thread that reads; a write there is an error. */
  Connection openReader() throws SQLException {
    Connection connection = config().createConnection(url());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    }
  }

  private SQLiteConfig write() {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // An acknowledged change must survive a power cut: NORMAL would lose the last ones.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config;
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) busyTimeout.toMillis());
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }
}
