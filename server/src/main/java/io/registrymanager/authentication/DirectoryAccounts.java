package io.registrymanager.authentication;

import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.DirectoryLogins.Newcomers;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.LearnPerson;
import io.registrymanager.identity.UserChange.RenameUser;
import io.registrymanager.identity.UserStore;
import java.util.List;
import java.util.Optional;

/**
 * Whose account is whose: a person of the directory owns the account that bears its identity, never
 * one that merely bears its name (trap 98). Every method blocks. Thread-safe.
 */
final class DirectoryAccounts {
  private static final Origin LOGIN = new Origin(new Actor.Program(), "login", "");

  private final UserStore store;
  private final NameEpochs epochs;
  private final Newcomers newcomers;

  DirectoryAccounts(UserStore store, NameEpochs epochs, Newcomers newcomers) {
    this.store = store;
    this.epochs = epochs;
    this.newcomers = newcomers;
  }

  /** What a person of the directory has here. */
  sealed interface Owner {
    /** This account; to be confirmed once the password is proven. */
    record Account(DirectoryUser user) implements Owner {}

    /**
     * No account yet, and one for the asking.
     *
     * @param epoch of the person's name, before it was looked for
     */
    record Newcomer(long epoch) implements Owner {}

    /**
     * No account, and none to be had.
     *
     * @param epoch of the person's name, before it was looked for
     */
    record Stranger(long epoch) implements Owner {}

    /** No account under that name, for it is somebody else's. */
    record Other(User user, Reason reason) implements Owner {}
  }

  Owner of(DirectoryPerson person) {
    // Before the store is asked: an account that is made meanwhile must not be missed.
    long epoch = epochs.of(person.name());
    Optional<User> own = store.find(person.id());
    if (own.isPresent()) {
      return account(own.get());
    }
    return store
        .find(person.name())
        .map(DirectoryAccounts::bearer)
        .orElseGet(() -> mayCome(person) ? new Owner.Newcomer(epoch) : new Owner.Stranger(epoch));
  }

  private static Owner bearer(User user) {
    return switch (user) {
      case LocalUser local -> new Owner.Other(local, Reason.NAME_TAKEN);
      case DirectoryUser directory ->
          directory.person().isEmpty()
              ? new Owner.Account(directory)
              : new Owner.Other(directory, Reason.OTHER_PERSON);
    };
  }

  /** Whether the groups of the person give it anything here. */
  private boolean mayCome(DirectoryPerson person) {
    GroupRights groups = person.groups();
    return newcomers == Newcomers.WELCOME_FROM_GROUPS
        && (groups.role() == Role.ADMINISTRATOR || !groups.grants().isEmpty());
  }

  /** The account of a person who has proved to be one, with the name it has by now. */
  Owner confirmed(DirectoryUser user, DirectoryPerson person) {
    if (user.person().isEmpty()) {
      return settled(new LearnPerson(LOGIN, user.id(), person.id()), user, person);
    }
    return user.account().name().equals(person.name())
        ? new Owner.Account(user)
        : settled(new RenameUser(LOGIN, user.id(), person.id(), person.name()), user, person);
  }

  /** A new account for a person who has proved to be one. */
  Owner created(DirectoryPerson person) {
    Account account = Account.enabled(person.name(), Role.USER, List.of());
    return switch (store.apply(new CreateDirectoryUser(LOGIN, account, Optional.of(person.id())))) {
      case ChangeResult.Applied applied -> account(applied.user());
      // Somebody was quicker, perhaps the same person under another form of its name.
      case ChangeResult.NameTaken _,
          ChangeResult.PersonTaken _,
          ChangeResult.NotFound _,
          ChangeResult.OtherVersion _,
          ChangeResult.LastAdministrator _,
          ChangeResult.KeptElsewhere _ ->
          of(person);
    };
  }

  private Owner settled(UserChange change, DirectoryUser user, DirectoryPerson person) {
    return switch (store.apply(change)) {
      case ChangeResult.Applied applied -> account(applied.user());
      case ChangeResult.NameTaken _ -> new Owner.Other(user, Reason.NAME_TAKEN);
      case ChangeResult.PersonTaken _,
          ChangeResult.NotFound _,
          ChangeResult.OtherVersion _,
          ChangeResult.LastAdministrator _,
          ChangeResult.KeptElsewhere _ ->
          of(person);
    };
  }

  private static Owner account(User user) {
    return switch (user) {
      case DirectoryUser directory -> new Owner.Account(directory);
      case LocalUser local -> new Owner.Other(local, Reason.NAME_TAKEN);
    };
  }
}
