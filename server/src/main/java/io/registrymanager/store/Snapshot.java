package io.registrymanager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of a database as it is at one moment, whoever writes to it meanwhile. */
final class Snapshot {
  private Snapshot() {}

  /**
   * Copies it into a new file of its owner's alone. Holds nobody up: whoever writes goes on into
   * the log of the database, which grows meanwhile.
   *
   * @return the copy, found sound
   */
  static SqliteFile take(SqliteFile source, Path target) throws SQLException, IOException {
    Files.createFile(target, OwnFiles.FILE); // SQLite fills an empty file, and would let all read
    try (Connection connection = source.open();
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, target.toString());
      vacuum.execute();
    }
    SqliteFile copy = new SqliteFile(target, source.busyTimeout());
    check(copy);
    return copy;
  }

  /**
   * Looks at every page of it.
   *
   * @throws DataFolderException if it is damaged
   */
  static void check(SqliteFile file) throws SQLException {
    try (Connection connection = file.open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (!result.next() || !result.getString(1).equals("ok")) {
        throw new DataFolderException(
            "the database " + file.path() + " is damaged; restore it from a backup");
      }
    }
  }
}
