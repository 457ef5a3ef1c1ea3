package io.registrymanager.users;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.Optional;
import java.util.SortedSet;

/** Changes of a user; what is absent stays as it is. */
record UserUpdate(
    Username name,
    Optional<Role> role,
    Optional<AccountStatus> status,
    Optional<SortedSet<Grant>> grants,
    CredentialUpdate credential,
    Insistence insistence,
    Precondition precondition) {

  static UserUpdate password(Username name, Secret password, Precondition precondition) {
    return new UserUpdate(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new CredentialUpdate.NewPassword(password),
        Insistence.NORMAL,
        precondition);
  }

  static UserUpdate grants(Username name, SortedSet<Grant> grants, Precondition precondition) {
    return new UserUpdate(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.of(grants),
        new CredentialUpdate.Unchanged(),
        Insistence.NORMAL,
        precondition);
  }

  boolean changesNothingOf(User user) {
    return role.isEmpty() && status.isEmpty() && grants.isEmpty() && keepsCredentialOf(user);
  }

  private boolean keepsCredentialOf(User user) {
    return switch (credential) {
      case CredentialUpdate.Unchanged _ -> true;
      case CredentialUpdate.NewPassword _ -> false;
      case CredentialUpdate.KeptHere(Optional<Secret> given) ->
          given.isEmpty() && user instanceof LocalUser;
      case CredentialUpdate.KeptInDirectory _ -> user instanceof DirectoryUser;
    };
  }

  /** Whether it ends what that user may do as an administrator. */
  boolean endsAdministrationBy(User user) {
    boolean demotes = role.isPresent() && role.get() == Role.USER;
    boolean disables = status.isPresent() && status.get() == AccountStatus.DISABLED;
    return user.account().role() == Role.ADMINISTRATOR && (demotes || disables);
  }
}
