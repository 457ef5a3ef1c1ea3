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
   * A new user whose password the directory knows.
   *
   * @param person who it is there; absent where that will be seen at the first login
   */
  record CreateDirectoryUser(Origin origin, Account account, Optional<DirectoryId> person)
      implements UserChange {}

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
   * A local user becomes one of the directory: its hash is erased, it takes the name it has there,
   * and earlier logins end.
   *
   * @param update what else changes with it; no password
   * @param person as the directory has just described it: the last administrator must be one whom
   *     the directory lets in
   */
  record MoveToDirectory(UpdateUser update, DirectoryPerson person) implements UserChange {
    /** Refuses a password, which would be lost. */
    public MoveToDirectory {
      if (update.password().isPresent()) {
        throw new IllegalArgumentException("a directory user has no password here");
      }
    }

    @Override
    public Origin origin() {
      return update.origin();
    }
  }

  /**
   * A user of the directory becomes a local one; earlier logins end.
   *
   * @param update what else changes with it, and the password
   */
  record MoveHere(UpdateUser update) implements UserChange {
    /** Refuses to leave a local user without a password. */
    public MoveHere {
      if (update.password().isEmpty()) {
        throw new IllegalArgumentException("a local user needs a password");
      }
    }

    @Override
    public Origin origin() {
      return update.origin();
    }
  }

  /**
   * The name a user has in the directory by now. Earlier logins end: nobody stays in under a name
   * that may be another's tomorrow.
   *
   * @param person only if it is still that person's account
   */
  record RenameUser(Origin origin, UserId id, DirectoryId person, Username name)
      implements UserChange {}

  /**
   * Who a user is in the directory, seen at its first login; only if that was not known. Earlier
   * logins stay, and so does the version, for nothing changes that a client can see.
   */
  record LearnPerson(Origin origin, UserId id, DirectoryId person) implements UserChange {}

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
