package io.registrymanager.store;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Namespace;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads users: each question is one statement, so the answer is of one moment. */
final class UserQueries {
  private static final String USERS =
      """
      SELECT id, name, role, status, password_hash, kept, directory_id, version, credential_version,
             created_at, updated_at,
             (SELECT string_agg(namespace || ' ' || level, ',')
                FROM grants WHERE user_id = users.id) AS granted
        FROM users
      """;

  private UserQueries() {}

  static Optional<User> find(Handle db, Username name) {
    return db.createQuery(USERS + "WHERE name = ?")
        .bind(0, name.value())
        .map(UserQueries::user)
        .findOne();
  }

  static Optional<User> find(Handle db, UserId id) {
    return db.createQuery(USERS + "WHERE id = ?")
        .bind(0, id.value())
        .map(UserQueries::user)
        .findOne();
  }

  static Optional<User> find(Handle db, DirectoryId person) {
    return db.createQuery(USERS + "WHERE directory_id = ?")
        .bind(0, person.toString())
        .map(UserQueries::user)
        .findOne();
  }

  static List<User> list(Handle db, Optional<Username> after, int limit) {
    // Every name is greater than the empty text.
    return db.createQuery(USERS + "WHERE name > ? ORDER BY name LIMIT ?")
        .bind(0, after.map(Username::value).orElse(""))
        .bind(1, limit)
        .map(UserQueries::user)
        .list();
  }

  /**
   * Counts along the index of names, which is a tenth of the table, and reads the page alone from
   * the table.
   */
  static List<User> list(Handle db, Optional<Username> after, int offset, int limit) {
    return db.createQuery(
            USERS
                + """
                WHERE name >= (SELECT name FROM users WHERE name > ? ORDER BY name LIMIT 1 OFFSET ?)
                ORDER BY name LIMIT ?
                """)
        .bind(0, after.map(Username::value).orElse(""))
        .bind(1, offset)
        .bind(2, limit)
        .map(UserQueries::user)
        .list();
  }

  /** Triggers keep the number, each in the transaction that changes it. */
  static long count(Handle db) {
    return db.createQuery("SELECT total FROM user_count").map((row, _) -> row.getLong(1)).one();
  }

  /** Asks the counter of ids too: the audit rows are pruned one day, the counter never is. */
  static boolean isEmpty(Handle db) {
    return db.createQuery(
            """
            SELECT NOT EXISTS (SELECT 1 FROM users)
               AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'users' AND seq > 0)
            """)
        .map((row, _) -> row.getBoolean(1))
        .one();
  }

  static boolean hasOtherEnabledAdministrator(Handle db, UserId than) {
    return db.createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM users
              WHERE role = 'ADMINISTRATOR' AND status = 'ENABLED' AND id <> ?
                AND (kept = 'HERE' OR directory_id IS NOT NULL))
            """)
        .bind(0, than.value())
        .map((row, _) -> row.getBoolean(1))
        .one();
  }

  private static User user(ResultSet row, StatementContext context) throws SQLException {
    UserId id = new UserId(row.getLong("id"));
    Account account =
        new Account(
            new Username(row.getString("name")),
            Role.valueOf(row.getString("role")),
            AccountStatus.valueOf(row.getString("status")),
            grants(Optional.ofNullable(row.getString("granted"))));
    Revision revision =
        new Revision(
            row.getLong("version"),
            row.getLong("credential_version"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("updated_at")));
    Optional<DirectoryId> person =
        Optional.ofNullable(row.getString("directory_id"))
            .map(UUID::fromString)
            .map(DirectoryId::new);
    return switch (row.getString("kept")) {
      case "HERE" ->
          new LocalUser(
              id,
              account,
              revision,
              Optional.ofNullable(row.getString("password_hash"))
                  .map(PasswordHash::new)
                  .orElseThrow(() -> new SQLException("a local user without a password")));
      case "DIRECTORY" -> new DirectoryUser(id, account, revision, person);
      default -> throw new SQLException("a user kept nowhere");
    };
  }

  private static SortedSet<Grant> grants(Optional<String> granted) {
    SortedSet<Grant> grants = new TreeSet<>();
    if (granted.isPresent()) {
      for (String grant : granted.get().split(",", -1)) {
        int space = grant.indexOf(' ');
        grants.add(
            new Grant(
                new Namespace(grant.substring(0, space)),
                Grant.Level.valueOf(grant.substring(space + 1))));
      }
    }
    return grants;
  }
}
