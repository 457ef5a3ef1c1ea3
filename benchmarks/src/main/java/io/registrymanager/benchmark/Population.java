package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Many users, put into a store by SQL while no server runs: each like the administrator, but for
 * name and rights, for hashing a million passwords takes hours. What a login costs is the same.
 */
final class Population {
  static final String PASSWORD = "the-bench-password";

  private Population() {}

  /** The administrator's password is theirs too. */
  static String setting() {
    return "admin.password=" + PASSWORD;
  }

  /**
   * Fills a store that a server with {@link #setting} has made.
   *
   * @param data the server's data folder
   * @param namespaces user number n may push to {@code team-N}, N being n modulo this
   */
  static void fill(Path data, int users, int namespaces) throws IOException {
    List<String> statements =
        List.of(
            """
            INSERT INTO users (name, role, status, password_hash, version, credential_version,
                               created_at, updated_at)
            WITH RECURSIVE numbers (i) AS
              (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d - 1)
            SELECT printf('user-%%07d', i * 7919 %% %d), 'USER', 'ENABLED',
                   (SELECT password_hash FROM users WHERE name = 'admin'), 1, 1, 0, 0
              FROM numbers
            """
                .formatted(users, users),
            """
            INSERT INTO grants (user_id, namespace, level)
            SELECT id, 'team-' || (CAST(substr(name, 6) AS INTEGER) %% %d), 'PUSH'
              FROM users WHERE name LIKE 'user-%%'
            """
                .formatted(namespaces));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("registrymanager.db"));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  static String name(int number) {
    return "user-%07d".formatted(number);
  }

  /** What user number n sends. */
  static String authorization(int number) {
    return Credentials.basic(name(number), PASSWORD);
  }

  /** Where user number n may push, if there are as many namespaces as users. */
  static String repository(int number) {
    return "team-" + number + "/app";
  }
}
