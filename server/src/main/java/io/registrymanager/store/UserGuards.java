package io.registrymanager.store;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What a change must not do, asked inside its transaction. */
final class UserGuards {
  private UserGuards() {}

  static boolean isOtherThan(User user, Optional<Long> expectedVersion) {
    return expectedVersion.filter(version -> version != user.revision().version()).isPresent();
  }

  /**
   * Whether nobody could administer without that user. An administrator of the directory whom the
   * directory was never seen to know is none to rely on (trap 93).
   */
  static boolean isLastAdministrator(Handle db, User user) {
    return administers(user.account()) && !UserQueries.hasOtherEnabledAdministrator(db, user.id());
  }

  static boolean administers(Account account) {
    return account.role() == Role.ADMINISTRATOR && account.status() == AccountStatus.ENABLED;
  }

  static boolean isNameTaken(Handle db, User after) {
    return UserQueries.find(db, after.account().name())
        .filter(other -> !other.id().equals(after.id()))
        .isPresent();
  }

  static boolean isPersonTaken(Handle db, User after) {
    return person(after)
        .flatMap(person -> UserQueries.find(db, person))
        .filter(other -> !other.id().equals(after.id()))
        .isPresent();
  }

  static Optional<DirectoryId> person(User user) {
    return switch (user) {
      case LocalUser _ -> Optional.empty();
      case DirectoryUser directory -> directory.person();
    };
  }
}
