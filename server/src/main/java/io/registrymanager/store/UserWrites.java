package io.registrymanager.store;

import static io.registrymanager.store.UserGuards.administers;
import static io.registrymanager.store.UserGuards.isLastAdministrator;
import static io.registrymanager.store.UserGuards.isOtherThan;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserChange.LearnPerson;
import io.registrymanager.identity.UserChange.MoveHere;
import io.registrymanager.identity.UserChange.MoveToDirectory;
import io.registrymanager.identity.UserChange.RenameUser;
import io.registrymanager.identity.UserChange.RenewHash;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.store.AccountChanges.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

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
  record Written(ChangeResult result, Optional<User> changed) {
    static Written changed(User user) {
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
      case CreateDirectoryUser create -> create(db, now, create);
      case UpdateUser update -> found(db, update.id(), user -> update(db, now, user, update));
      case MoveToDirectory move ->
          found(db, move.update().id(), user -> toDirectory(db, now, user, move));
      case MoveHere move -> found(db, move.update().id(), user -> here(db, now, user, move));
      case RenameUser rename -> found(db, rename.id(), user -> rename(db, now, user, rename));
      case LearnPerson learn -> found(db, learn.id(), user -> learn(db, now, user, learn));
      case RenewHash renew -> found(db, renew.id(), user -> renewHash(db, now, user, renew));
      case DeleteUser delete -> found(db, delete.id(), user -> delete(db, now, user, delete));
    };
  }

  private static Written found(Handle db, UserId id, Function<User, Written> action) {
    return UserQueries.find(db, id)
        .map(action)
        .orElseGet(() -> Written.nothing(new ChangeResult.NotFound()));
  }

  private static Written create(Handle db, Instant now, CreateUser change) {
    Account account = change.account();
    if (UserQueries.find(db, account.name()).isPresent()) {
      return Written.nothing(new ChangeResult.NameTaken());
    }
    UserId id = UserRows.insert(db, now, account, Optional.of(change.password()), Optional.empty());
    return created(
        db,
        change.origin(),
        new LocalUser(id, account, new Revision(1, 1, now, now), change.password()));
  }

  private static Written create(Handle db, Instant now, CreateDirectoryUser change) {
    Account account = change.account();
    if (UserQueries.find(db, account.name()).isPresent()) {
      return Written.nothing(new ChangeResult.NameTaken());
    }
    if (change.person().flatMap(person -> UserQueries.find(db, person)).isPresent()) {
      return Written.nothing(new ChangeResult.PersonTaken());
    }
    UserId id = UserRows.insert(db, now, account, Optional.empty(), change.person());
    return created(
        db,
        change.origin(),
        new DirectoryUser(id, account, new Revision(1, 1, now, now), change.person()));
  }

  private static Written created(Handle db, Origin origin, User user) {
    Map<String, Object> details = Map.of("after", AccountChanges.whole(user));
    AccountChanges.record(db, user.revision().createdAt(), Kind.CREATE, origin, user, details);
    return Written.changed(user);
  }

  private static Written update(Handle db, Instant now, User before, UpdateUser change) {
    if (isOtherThan(before, change.expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    Account account = Successor.account(before, change);
    return switch (before) {
      case LocalUser local ->
          replace(
              db,
              change.origin(),
              before,
              Successor.local(local, account, change.password().orElse(local.password()), now));
      case DirectoryUser directory ->
          change.password().isPresent()
              ? Written.nothing(new ChangeResult.KeptElsewhere())
              : replace(
                  db,
                  change.origin(),
                  before,
                  Successor.directory(directory, account, directory.person(), now));
    };
  }

  private static Written toDirectory(Handle db, Instant now, User before, MoveToDirectory change) {
    if (isOtherThan(before, change.update().expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    if (before instanceof DirectoryUser) {
      return Written.nothing(new ChangeResult.KeptElsewhere());
    }
    DirectoryPerson person = change.person();
    if (person.state() != DirectoryPerson.State.ACTIVE && isLastAdministrator(db, before)) {
      return Written.nothing(new ChangeResult.LastAdministrator());
    }
    Account account = Successor.named(Successor.account(before, change.update()), person.name());
    return replace(
        db,
        change.origin(),
        before,
        Successor.directory(before, account, Optional.of(person.id()), now));
  }

  private static Written here(Handle db, Instant now, User before, MoveHere change) {
    if (isOtherThan(before, change.update().expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    Account account = Successor.account(before, change.update());
    return replace(
        db,
        change.origin(),
        before,
        Successor.local(before, account, change.update().password().orElseThrow(), now));
  }

  private static Written rename(Handle db, Instant now, User before, RenameUser change) {
    if (!UserGuards.person(before).equals(Optional.of(change.person()))) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    Username name = change.name();
    return replace(
        db,
        change.origin(),
        before,
        Successor.directory(
            before, Successor.named(before.account(), name), Optional.of(change.person()), now));
  }

  /**
   * Leaves the versions alone, as {@link #renewHash} does: nobody can see a difference, and nobody
   * can have logged in as a user whose person was not known.
   */
  private static Written learn(Handle db, Instant now, User before, LearnPerson change) {
    if (!(before instanceof DirectoryUser) || UserGuards.person(before).isPresent()) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    User after =
        new DirectoryUser(
            before.id(), before.account(), before.revision(), Optional.of(change.person()));
    if (UserGuards.isPersonTaken(db, after)) {
      return Written.nothing(new ChangeResult.PersonTaken());
    }
    return written(db, now, Kind.UPDATE, change.origin(), before, after);
  }

  /**
   * Leaves both versions and the time of the last change alone: the password is the same and nobody
   * can see a difference, so logins remembered from it stay good and a condition on the version
   * that a client read before must not fail.
   */
  private static Written renewHash(Handle db, Instant now, User before, RenewHash change) {
    if (!(before instanceof LocalUser)
        || before.revision().credentialVersion() != change.credentialVersion()) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    LocalUser after =
        new LocalUser(before.id(), before.account(), before.revision(), change.password());
    if (UserRows.replace(db, before, after) == 0) {
      return Written.nothing(new ChangeResult.NotFound());
    }
    Map<String, Object> details = Map.of("password", "rehashed");
    AccountChanges.record(db, now, Kind.RENEW_HASH, change.origin(), after, details);
    return Written.changed(after);
  }

  private static Written delete(Handle db, Instant now, User user, DeleteUser change) {
    if (isOtherThan(user, change.expectedVersion())) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    if (isLastAdministrator(db, user)) {
      return Written.nothing(new ChangeResult.LastAdministrator());
    }
    if (UserRows.delete(db, user) == 0) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    Map<String, Object> details = Map.of("before", AccountChanges.whole(user));
    AccountChanges.record(db, now, Kind.DELETE, change.origin(), user, details);
    return Written.changed(user);
  }

  /** Writes the successor of a user, unless it is the same or a guard speaks against it. */
  private static Written replace(Handle db, Origin origin, User before, User after) {
    if (Successor.isSame(before, after)) {
      return Written.nothing(new ChangeResult.Applied(before));
    }
    if (!administers(after.account()) && isLastAdministrator(db, before)) {
      return Written.nothing(new ChangeResult.LastAdministrator());
    }
    if (UserGuards.isNameTaken(db, after)) {
      return Written.nothing(new ChangeResult.NameTaken());
    }
    if (UserGuards.isPersonTaken(db, after)) {
      return Written.nothing(new ChangeResult.PersonTaken());
    }
    return written(db, after.revision().updatedAt(), Kind.UPDATE, origin, before, after);
  }

  private static Written written(
      Handle db, Instant at, Kind kind, Origin origin, User before, User after) {
    if (UserRows.replace(db, before, after) == 0) {
      return Written.nothing(new ChangeResult.OtherVersion());
    }
    AccountChanges.record(db, at, kind, origin, after, AccountChanges.difference(before, after));
    return Written.changed(after);
  }
}
