package io.registrymanager.authentication;

import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.User;

/** How a user stands now, whatever credentials are about. */
sealed interface Standing {
  /** There is such a user. */
  record Present(Principal principal, long credentialVersion, AccountStatus status)
      implements Standing {
    static Present of(User user) {
      return new Present(
          Principal.of(user), user.revision().credentialVersion(), user.account().status());
    }
  }

  /** There is no such user any more. */
  record Gone() implements Standing {}

  /** It could not be found out; never remembered. */
  record Unreadable(AuthenticationResult.Unavailable why) implements Standing {}
}
