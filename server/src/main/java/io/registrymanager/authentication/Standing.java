package io.registrymanager.authentication;

import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.User;

/** How a user stands now, whatever credentials are about. */
sealed interface Standing {
  /**
   * There is such a user.
   *
   * @param groups what of the principal's rights comes from its groups
   */
  record Present(
      Principal principal, long credentialVersion, AccountStatus status, GroupRights groups)
      implements Standing {
    static Present of(User user, GroupRights groups) {
      return new Present(
          Principal.of(user, groups),
          user.revision().credentialVersion(),
          user.account().status(),
          groups);
    }
  }

  /** There is no such user any more. */
  record Gone() implements Standing {}

  /** It could not be found out; never remembered. */
  record Unreadable(AuthenticationResult.Unavailable why) implements Standing {}
}
