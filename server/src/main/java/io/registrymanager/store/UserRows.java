package io.registrymanager.store;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes the rows of users, without asking whether it may. */
final class UserRows {
  private UserRows() {}

  static UserId insert(
      Handle db,
      Instant now,
      Account account,
      Optional<PasswordHash> hash,
      Optional<DirectoryId> person) {
    long id =
        db.createQuery(
                """
                INSERT INTO users (name, role, status, password_hash, kept, directory_id, version,
                                   credential_version, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?, ?)
                RETURNING id
                """)
            .bind(0, account.name().value())
            .bind(1, account.role().name())
            .bind(2, account.status().name())
            .bind(3, text(hash.map(PasswordHash::encoded)))
            .bind(4, kept(hash))
            .bind(5, text(person.map(DirectoryId::toString)))
            .bind(6, now.toEpochMilli())
            .bind(7, now.toEpochMilli())
            .map((row, _) -> row.getLong(1))
            .one();
    insertGrants(db, new UserId(id), account.grants());
    return new UserId(id);
  }

  /**
   * Makes the row of {@code before} that of {@code after}, if it still is in that version; else
   * nothing.
   *
   * @return how many rows that were
   */
  static int replace(Handle db, User before, User after) {
    Account account = after.account();
    int rows =
        db.createUpdate(
                """
            UPDATE users SET name = ?, role = ?, status = ?, password_hash = ?, kept = ?,
                             directory_id = ?,
                             version = ?, credential_version = ?, updated_at = ?
             WHERE id = ? AND version = ?
            """)
            .bind(0, account.name().value())
            .bind(1, account.role().name())
            .bind(2, account.status().name())
            .bind(3, text(hash(after).map(PasswordHash::encoded)))
            .bind(4, kept(hash(after)))
            .bind(5, text(UserGuards.person(after).map(DirectoryId::toString)))
            .bind(6, after.revision().version())
            .bind(7, after.revision().credentialVersion())
            .bind(8, after.revision().updatedAt().toEpochMilli())
            .bind(9, before.id().value())
            .bind(10, before.revision().version())
            .execute();
    if (rows > 0 && !account.grants().equals(before.account().grants())) {
      db.execute("DELETE FROM grants WHERE user_id = ?", before.id().value());
      insertGrants(db, after.id(), account.grants());
    }
    return rows;
  }

  /** Deletes that user, if it still is in that version; says how many rows that were. */
  static int delete(Handle db, User user) {
    return db.execute(
        "DELETE FROM users WHERE id = ? AND version = ?",
        user.id().value(),
        user.revision().version());
  }

  static Optional<PasswordHash> hash(User user) {
    return switch (user) {
      case LocalUser local -> Optional.of(local.password());
      case DirectoryUser _ -> Optional.empty();
    };
  }

  private static String kept(Optional<PasswordHash> hash) {
    return hash.isPresent() ? "HERE" : "DIRECTORY";
  }

  private static @Nullable String text(Optional<String> value) {
    return value.orElse(null);
  }

  private static void insertGrants(Handle db, UserId id, Collection<Grant> grants) {
    if (grants.isEmpty()) {
      return;
    }
    PreparedBatch batch = db.prepareBatch("INSERT INTO grants VALUES (?, ?, ?)");
    for (Grant grant : grants) {
      batch.add(id.value(), grant.namespace().value(), grant.level().name());
    }
    batch.execute();
  }
}
