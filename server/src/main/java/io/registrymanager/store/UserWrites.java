package io.registrymanager.store;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserChange.RenewHash;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.store.AccountChanges.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes a change: guards, row and audit row. Runs inside one write transaction, where nothing can
 * happen between looking and writing.
 */
record UserWrites(InstantSource clock) {
  /**
   * What became of a change.
   *
   * @param changed the user who is not what it was; absent when nothing was written
   */
  record Written(ChangeResult result, Optional<LocalUser> changed) {
    static Written changed(LocalUser user) {
      return new Written(new ChangeResult.Applied(user), Optional.of(user));
    }

    static Written nothing(ChangeResult result) {
      return new Written(result, Optional.empty());
    }
  }

  Written apply(Handle db, UserChange change) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (change) {
      case CreateUser create -> create(db, now, create);
      case UpdateUser update -> update(db, now, update);
      case RenewHash renew -> renewHash(db, now, renew);
      case DeleteUser delete -> delete(db, now, delete);
    };
  }

  private static Written create(Handle db, Instant now, CreateUser change) {
    Account account = change.account();
    if (UserQueries.find(db, account.name()).isPresent()) {
      return Written.nothing(new ChangeResult.NameTaken());
    }
    long id =
        db.createQuery(
                """
                INSERT INTO users (name, role, status, password_hash, version,
                                   credential_version, created_at, updated_at)
                VALUES (?, ?, ?, ?, 1, 1, ?, ?)
                RETURNING id
                """)
            .bind(0, account.name().value())
            .bind(1, account.role().name())
            .bind(2, account.status().name())
            .bind(3, change.password().encoded())
            .bind(4, now.toEpochMilli())
            .bind(5, now.toEpochMilli())
            .map((row, _) -> row.getLong(1))
            .one();
    LocalUser user =
        new LocalUser(new UserId(id), account, new Revision(1, 1, now, now), change.password());
    insertGrants(db, user.id(), account.grants());
    Map<String, Object> details = Map.of("after", AccountChanges.whole(account));
    AccountChanges.record(db, now, Kind.CREATE, change.origin(), user, details);
    return Written.changed(user);
  }

  private static Written update(Handle db, Instant now, UpdateUser change) {
    Optional<LocalUser> found = UserQueries.find(db, change.id());
    if (found.isEmpty()) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    LocalUser before = found.get();
    if (isOtherThan(before, change.expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    LocalUser after = after(before, now, change);
    if (after.account().equals(before.account()) && after.password().equals(before.password())) {
      return Written.nothing(new ChangeResult.Applied(before));
    }
    if (!administers(after.account()) && isLastAdministrator(db, before)) {
      return Written.nothing(new ChangeResult.LastAdministrator());
    }
    store(db, after);
    if (!after.account().grants().equals(before.account().grants())) {
      db.execute("DELETE FROM grants WHERE user_id = ?", before.id().value());
      insertGrants(db, after.id(), after.account().grants());
    }
    Map<String, Object> details = AccountChanges.difference(before, after);
    AccountChanges.record(db, now, Kind.UPDATE, change.origin(), after, details);
    return Written.changed(after);
  }

  /** What is absent in the change stays; a new password, and disabling, end earlier logins. */
  private static LocalUser after(LocalUser before, Instant now, UpdateUser change) {
    Account old = before.account();
    Account account =
        new Account(
            old.name(),
            change.role().orElse(old.role()),
            change.status().orElse(old.status()),
            change.grants().orElse(old.grants()));
    boolean ends =
        change.password().filter(password -> !password.equals(before.password())).isPresent()
            || old.status() != account.status() && account.status() == AccountStatus.DISABLED;
    Revision revision = before.revision();
    return new LocalUser(
        before.id(),
        account,
        new Revision(
            revision.version() + 1,
            revision.credentialVersion() + (ends ? 1 : 0),
            revision.createdAt(),
            now),
        change.password().orElse(before.password()));
  }

  /**
   * Leaves both versions and the time of the last change alone: the password is the same and nobody
   * can see a difference, so logins remembered from it stay good and a condition on the version
   * that a client read before must not fail.
   */
  private static Written renewHash(Handle db, Instant now, RenewHash change) {
    Optional<LocalUser> found =
        UserQueries.find(db, change.id())
            .filter(user -> user.revision().credentialVersion() == change.credentialVersion());
    if (found.isEmpty()) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    LocalUser before = found.get();
    LocalUser after =
        new LocalUser(before.id(), before.account(), before.revision(), change.password());
    store(db, after);
    Map<String, Object> details = Map.of("password", "rehashed");
    AccountChanges.record(db, now, Kind.RENEW_HASH, change.origin(), after, details);
    return Written.changed(after);
  }

  private static Written delete(Handle db, Instant now, DeleteUser change) {
    Optional<LocalUser> found = UserQueries.find(db, change.id());
    if (found.isEmpty()) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    LocalUser user = found.get();
    if (isOtherThan(user, change.expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    if (isLastAdministrator(db, user)) {
      return Written.nothing(new ChangeResult.LastAdministrator());
    }
    db.execute("DELETE FROM users WHERE id = ?", user.id().value());
    Map<String, Object> details = Map.of("before", AccountChanges.whole(user.account()));
    AccountChanges.record(db, now, Kind.DELETE, change.origin(), user, details);
    return Written.changed(user);
  }

  private static boolean isOtherThan(LocalUser user, Optional<Long> expectedVersion) {
    return expectedVersion.filter(version -> version != user.revision().version()).isPresent();
  }

  private static boolean isLastAdministrator(Handle db, LocalUser user) {
    return administers(user.account()) && !UserQueries.hasOtherEnabledAdministrator(db, user.id());
  }

  private static boolean administers(Account account) {
    return account.role() == Role.ADMINISTRATOR && account.status() == AccountStatus.ENABLED;
  }

  private static void store(Handle db, LocalUser user) {
    db.execute(
        """
        UPDATE users SET role = ?, status = ?, password_hash = ?, version = ?,
                         credential_version = ?, updated_at = ? WHERE id = ?
        """,
        user.account().role().name(),
        user.account().status().name(),
        user.password().encoded(),
        user.revision().version(),
        user.revision().credentialVersion(),
        user.revision().updatedAt().toEpochMilli(),
        user.id().value());
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
