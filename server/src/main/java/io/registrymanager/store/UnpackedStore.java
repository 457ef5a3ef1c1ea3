package io.registrymanager.store;

import io.registrymanager.audit.AuditKind;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Actor;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;

/** The database out of a backup, before it takes the place of another. */
record UnpackedStore(SqliteFile file) {
  /** Looks at every page of it, and makes of the store of then one that may go on now. */
  void prepare(BackupInfo backup, Instant now) {
    try {
      Snapshot.check(file);
      int schema = Schema.of(file).number();
      try (Connection connection = file.open()) {
        connection.setAutoCommit(false);
        if (schema >= Schema.WITH_AUDIT) {
          writeDown(connection, backup, now);
        }
        if (schema >= Schema.WITH_INDEX) {
          forgetCrawls(connection);
        }
        connection.commit();
      }
    } catch (SQLException e) {
      throw new Failures(file.path()).ofOpening(e);
    }
  }

  /** What was done since the backup is gone from this audit, and that must not go unseen. */
  private static void writeDown(Connection connection, BackupInfo backup, Instant now)
      throws SQLException {
    Map<String, Object> details =
        Map.of("backup_made", backup.made().toString(), "backup_program", backup.program());
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO audit_events (at, kind, actor, source, request_id, user_name, repository,
                                      reference, digest, details)
            VALUES (?, ?, ?, ?, ?, '', '', '', '', ?)
            """)) {
      insert.setLong(1, now.toEpochMilli());
      insert.setString(2, AuditKind.RESTORE_STORE.word());
      insert.setString(3, new Actor.Console().toString());
      insert.setString(4, ClientAddress.LOCAL.value());
      insert.setString(5, RequestId.next(now.toEpochMilli()).value());
      insert.setString(6, new String(Json.bytes(details), StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  /**
   * The index is as old as the backup: what was pushed since is missing in it, so it must not
   * answer before the registry's list was read again.
   */
  private static void forgetCrawls(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM catalog_crawls");
    }
  }
}
