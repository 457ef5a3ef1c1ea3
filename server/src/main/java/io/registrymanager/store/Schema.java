package io.registrymanager.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which tables there are, by number. Looked at before anything else happens to the file, so that a
 * database of a newer program is refused untouched, and so that the migration tool, which costs
 * more than the rest of the start, is loaded only when there is work for it.
 *
 * @param number counts the migrations that were made; 0 is an empty file
 * @param program the version of the program that made the last one
 */
record Schema(int number, String program) {
  /** The number this program works with: that of the last file in {@code db/sqlite}. */
  static final int CURRENT = 6;

  /** The first with an audit of events. */
  static final int WITH_AUDIT = 3;

  /** The first with an index of repositories. */
  static final int WITH_INDEX = 6;

  /**
   * Brings the file to {@link #CURRENT}; before a step, it is kept as it was.
   *
   * @throws DataFolderException if it is of a newer program
   */
  static void bringToDate(SqliteFile file, OlderStores older, String programVersion)
      throws SQLException {
    Schema found = of(file);
    if (found.number > CURRENT) {
      throw new DataFolderException(
          "the database %s was written by registrymanager %s (schema %d); this is %s (schema %d): start %s, or go back with registrymanager restore %s"
              .formatted(
                  file.path(),
                  found.program,
                  found.number,
                  programVersion,
                  CURRENT,
                  found.program,
                  older.newest(CURRENT).map(Path::toString).orElse("FILE, a backup of before")));
    }
    if (found.number < CURRENT) {
      if (found.number > 0) {
        older.keep(found.number);
      }
      Migration.run(file.dataSource(), programVersion);
    }
  }

  /** What that file has. */
  static Schema of(SqliteFile file) throws SQLException {
    try (Connection connection = file.open()) {
      return read(connection);
    }
  }

  private static Schema read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet table =
          statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'schema_versions'")) {
        if (!table.next()) {
          return new Schema(0, "");
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT number, program FROM schema_versions ORDER BY number DESC LIMIT 1")) {
        return row.next() ? new Schema(row.getInt(1), row.getString(2)) : new Schema(0, "");
      }
    }
  }
}
