package io.registrymanager.identity;

import io.registrymanager.access.Grant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Everything that can change about users, as values: the store writes the change, its audit row and
 * the change number in one transaction, and checks the guards inside it. Immutable, and free of
 * clear passwords.
 */
public sealed interface UserChange {
  /** Who wants it, and from where. */
  Origin origin();

  /** A new local user. */
  record CreateUser(Origin origin, Account account, PasswordHash password) implements UserChange {}

  /**
   * Changes of an account; what is absent stays as it is.
   *
   * @param id whom; the account that was looked at, not whoever bears its name by now
   * @param expectedVersion only if it is still this one, where that matters
   */
  record UpdateUser(
      Origin origin,
      UserId id,
      Optional<Role> role,
      Optional<AccountStatus> status,
      Optional<SortedSet<Grant>> grants,
      Optional<PasswordHash> password,
      Optional<Long> expectedVersion)
      implements UserChange {
    /** Changes in whichever version it is. */
    public UpdateUser(
        Origin origin,
        UserId id,
        Optional<Role> role,
        Optional<AccountStatus> status,
        Optional<SortedSet<Grant>> grants,
        Optional<PasswordHash> password) {
      this(origin, id, role, status, grants, password, Optional.empty());
    }
  }

  /**
   * A stronger hash of the same password, seen at a login. Not a change of the credential: earlier
   * logins stay.
   *
   * @param credentialVersion only if it is still this one
   */
  record RenewHash(Origin origin, UserId id, long credentialVersion, PasswordHash password)
      implements UserChange {}

  /**
   * The end of a user; the images stay.
   *
   * @param expectedVersion only if it is still this one, where that matters
   */
  record DeleteUser(Origin origin, UserId id, Optional<Long> expectedVersion)
      implements UserChange {
    /** The end in whichever version it is. */
    public DeleteUser(Origin origin, UserId id) {
      this(origin, id, Optional.empty());
    }
  }
}
