package io.registrymanager.server.gate;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.Credentials;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.Username;
import io.registrymanager.observation.Login;
import io.registrymanager.observation.RequestOutcome.Who;
import java.util.Optional;

/** Who asked, as the outcome of a request names it. */
final class Logins {
  private Logins() {}

  static Who of(Authenticated result) {
    Principal principal = result.principal();
    Login login =
        switch (result.evidence()) {
          case FRESH -> new Login.Verified();
          case REMEMBERED, GRACE -> new Login.Remembered();
        };
    return new Who(
        principal.name().value(),
        Optional.of(new Actor.Person(principal.id(), principal.name())),
        login);
  }

  static Who of(Rejected result, Credentials credentials) {
    return new Who("", Optional.empty(), login(result, credentials));
  }

  private static Login login(Rejected result, Credentials credentials) {
    return switch (result.evidence()) {
      case REMEMBERED, GRACE -> new Login.RefusedAgain();
      case FRESH ->
          switch (credentials) {
            case Credentials.None _ -> new Login.None();
            case Credentials.Unusable _ -> new Login.Refused(Optional.empty());
            case Credentials.Basic basic -> new Login.Refused(name(result.reason(), basic));
          };
    };
  }

  /** A name that nobody has stays unsaid: it may be a password, typed into the wrong field. */
  private static Optional<Username> name(Reason reason, Credentials.Basic credentials) {
    return switch (reason) {
      case WRONG_PASSWORD, DISABLED, DIRECTORY_ACCOUNT, OTHER_PERSON, NAME_TAKEN ->
          Username.parse(withoutDomain(credentials.name()));
      case NO_CREDENTIALS, UNUSABLE_CREDENTIALS, UNKNOWN_USER -> Optional.empty();
    };
  }

  /** What stands behind the backslash of {@code CORP\\alice}. */
  private static String withoutDomain(String typed) {
    return typed.substring(typed.lastIndexOf('\\') + 1);
  }
}
