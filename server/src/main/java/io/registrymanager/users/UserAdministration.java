package io.registrymanager.users;

import io.registrymanager.authentication.HashingBusyException;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserChange.MoveHere;
import io.registrymanager.identity.UserChange.MoveToDirectory;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.thread.Blocking;
import io.registrymanager.users.UserResult.Done;
import io.registrymanager.users.UserResult.Refusal;
import io.registrymanager.users.UserResult.Refused;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What can be done with accounts. Every method blocks, and throws {@link
 * io.registrymanager.identity.StoreException} when it could not find out or not write. Thread-safe.
 * Whether the caller may do it is decided before.
 */
public final class UserAdministration {
  private final UserStore store;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final People people;

  /** Use cases on that store. */
  public UserAdministration(
      UserStore store, PasswordHasher hasher, UserSettings settings, Directory directory) {
    this.store = store;
    this.hasher = hasher;
    this.people = new People(directory);
    this.policy = new PasswordPolicy(settings);
  }

  /** The user of that name, with what its groups give it. */
  Optional<UserView> find(Username name) {
    return store.find(name).map(people::view);
  }

  /**
   * Users in the order of their names.
   *
   * @param after the name behind which to begin; it need not exist
   * @param offset how many to leave out from there
   * @param limit how many at most
   */
  List<User> list(Optional<Username> after, int offset, int limit) {
    return store.list(after, offset, limit);
  }

  /** How many there are. */
  long count() {
    return store.count();
  }

  /** Makes a local user. */
  UserResult create(Origin origin, NewUser user) {
    Account account = user.account();
    return people.mayOwn(account.name())
        ? new Refused(Refusal.NAME_OF_DIRECTORY)
        : hashed(
            account.name(), user.password(), hash -> apply(new CreateUser(origin, account, hash)));
  }

  /** Makes a user of the directory, under the short name it has there. */
  UserResult create(Origin origin, NewDirectoryUser user) {
    return people.found(
        user.typed(),
        person ->
            apply(
                new CreateDirectoryUser(
                    origin,
                    new Account(person.name(), user.role(), user.status(), user.grants()),
                    Optional.of(person.id()))));
  }

  /** Changes a user; without a change in it, it answers the user as it is. */
  UserResult update(Origin origin, UserUpdate update) {
    Optional<User> found = store.find(update.name());
    if (found.isEmpty()) {
      return new Refused(Refusal.UNKNOWN_USER);
    }
    User user = found.get();
    if (!update.precondition().holds(user)) {
      return new Refused(Refusal.OTHER_VERSION);
    }
    if (update.changesNothingOf(user)) {
      return new Done(user);
    }
    if (update.endsAdministrationBy(user) && isLockout(origin, user, update.insistence())) {
      return new Refused(Refusal.SELF_LOCKOUT);
    }
    Change change = new Change(origin, user, update);
    return switch (update.credential()) {
      case CredentialUpdate.Unchanged _ -> apply(change.toStore());
      case CredentialUpdate.NewPassword(Secret password) -> newPassword(change, password);
      case CredentialUpdate.KeptHere(Optional<Secret> password) -> keptHere(change, password);
      case CredentialUpdate.KeptInDirectory _ -> keptInDirectory(change);
    };
  }

  private UserResult newPassword(Change change, Secret password) {
    return switch (change.user()) {
      case LocalUser _ -> hashed(change.name(), password, hash -> apply(change.toStore(hash)));
      case DirectoryUser _ -> new Refused(Refusal.DIRECTORY_USER);
    };
  }

  private UserResult keptHere(Change change, Optional<Secret> password) {
    return switch (change.user()) {
      case LocalUser _ ->
          password
              .map(secret -> newPassword(change, secret))
              .orElseGet(() -> apply(change.toStore()));
      case DirectoryUser _ when people.mayOwn(change.name()) ->
          new Refused(Refusal.NAME_OF_DIRECTORY);
      case DirectoryUser _ ->
          password
              .map(
                  secret ->
                      hashed(
                          change.name(), secret, hash -> apply(new MoveHere(change.toStore(hash)))))
              .orElseGet(() -> new Refused(Refusal.PASSWORD_NEEDED));
    };
  }

  private UserResult keptInDirectory(Change change) {
    return switch (change.user()) {
      case DirectoryUser _ -> apply(change.toStore());
      case LocalUser local ->
          people.found(
              change.name(),
              person ->
                  mayLockOut(local, person)
                          && isLockout(change.origin(), local, change.update().insistence())
                      ? new Refused(Refusal.SELF_LOCKOUT)
                      : apply(new MoveToDirectory(change.toStore(), person)));
    };
  }

  /** Whether an administrator would stand outside after the move. */
  private static boolean mayLockOut(LocalUser user, DirectoryPerson person) {
    return user.account().role() == Role.ADMINISTRATOR
        && person.state() != DirectoryPerson.State.ACTIVE;
  }

  /** Deletes a user; the images stay. */
  UserResult delete(
      Origin origin, Username name, Insistence insistence, Precondition precondition) {
    Optional<User> found = store.find(name);
    if (found.isEmpty()) {
      return new Refused(Refusal.UNKNOWN_USER);
    }
    User user = found.get();
    if (!precondition.holds(user)) {
      return new Refused(Refusal.OTHER_VERSION);
    }
    return isLockout(origin, user, insistence)
        ? new Refused(Refusal.SELF_LOCKOUT)
        : apply(new DeleteUser(origin, user.id(), precondition.version(user)));
  }

  /** What speaks against a password; see {@link PasswordPolicy#objections}. */
  List<String> objections(String password, Optional<Username> name) {
    return policy.objections(password, name);
  }

  /** Whether a local user must not bear that name. */
  boolean isNameOfDirectory(Username name) {
    return people.mayOwn(name);
  }

  /** A change of one user, on its way to the store. */
  private record Change(Origin origin, User user, UserUpdate update) {
    Username name() {
      return update.name();
    }

    UpdateUser toStore() {
      return toStore(Optional.empty());
    }

    UpdateUser toStore(PasswordHash password) {
      return toStore(Optional.of(password));
    }

    private UpdateUser toStore(Optional<PasswordHash> password) {
      return new UpdateUser(
          origin,
          user.id(),
          update.role(),
          update.status(),
          update.grants(),
          password,
          update.precondition().version(user));
    }
  }

  private static boolean isLockout(Origin origin, User user, Insistence insistence) {
    return insistence == Insistence.NORMAL
        && origin.actor() instanceof Actor.Person person
        && person.id().equals(user.id());
  }

  private UserResult apply(UserChange change) {
    return switch (store.apply(change)) {
      case ChangeResult.Applied applied -> new Done(applied.user());
      case ChangeResult.NameTaken _ -> new Refused(Refusal.NAME_TAKEN);
      case ChangeResult.NotFound _ -> new Refused(Refusal.UNKNOWN_USER);
      case ChangeResult.OtherVersion _ -> new Refused(Refusal.OTHER_VERSION);
      case ChangeResult.LastAdministrator _ -> new Refused(Refusal.LAST_ADMINISTRATOR);
      case ChangeResult.PersonTaken _ -> new Refused(Refusal.PERSON_TAKEN);
      case ChangeResult.KeptElsewhere _ -> new Refused(Refusal.DIRECTORY_USER);
    };
  }

  /** Checked here too, not in the routes alone: nobody makes a password around the policy. */
  private UserResult hashed(
      Username name, Secret password, Function<PasswordHash, UserResult> then) {
    if (!policy.objections(password.revealText(), Optional.of(name)).isEmpty()) {
      return new Refused(Refusal.UNACCEPTABLE_PASSWORD);
    }
    Blocking.check();
    PasswordHash hash;
    try {
      hash = hasher.hash(password).toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HashingBusyException) {
        return new Refused(Refusal.HASHING_BUSY);
      }
      throw e;
    }
    return then.apply(hash);
  }
}
