package io.registrymanager.store;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.Username;
import java.time.Instant;
import java.util.Optional;

/** What a user is after a change. Pure. */
final class Successor {
  private Successor() {}

  /** What is absent in the change stays. */
  static Account account(User before, UpdateUser change) {
    Account old = before.account();
    return new Account(
        old.name(),
        change.role().orElse(old.role()),
        change.status().orElse(old.status()),
        change.grants().orElse(old.grants()));
  }

  static Account named(Account account, Username name) {
    return new Account(name, account.role(), account.status(), account.grants());
  }

  static LocalUser local(User before, Account account, PasswordHash password, Instant now) {
    boolean newPassword = !UserRows.hash(before).equals(Optional.of(password));
    return new LocalUser(
        before.id(),
        account,
        next(before, now, newPassword || endsLogins(before, account)),
        password);
  }

  static DirectoryUser directory(
      User before, Account account, Optional<DirectoryId> person, Instant now) {
    boolean moved = before instanceof LocalUser;
    return new DirectoryUser(
        before.id(), account, next(before, now, moved || endsLogins(before, account)), person);
  }

  /** Whether nothing but the revision is different. */
  static boolean isSame(User before, User after) {
    return before.account().equals(after.account())
        && UserRows.hash(before).equals(UserRows.hash(after))
        && UserGuards.person(before).equals(UserGuards.person(after));
  }

  /** Disabling ends earlier logins, and so does another name, which may be another's tomorrow. */
  private static boolean endsLogins(User before, Account after) {
    Account old = before.account();
    return old.status() != after.status() && after.status() == AccountStatus.DISABLED
        || !old.name().equals(after.name());
  }

  private static Revision next(User before, Instant now, boolean ends) {
    Revision revision = before.revision();
    return new Revision(
        revision.version() + 1,
        revision.credentialVersion() + (ends ? 1 : 0),
        revision.createdAt(),
        now);
  }
}
