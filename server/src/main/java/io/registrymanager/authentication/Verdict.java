package io.registrymanager.authentication;

import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;

/**
 * What was found out about credentials, with what it rests on, so that a later reader can tell
 * whether it still holds.
 */
sealed interface Verdict {
  /** About the credential of one user, in one version. */
  sealed interface AboutUser extends Verdict {
    UserId id();

    long credentialVersion();
  }

  /** The password was that user's. */
  record Proven(UserId id, long credentialVersion) implements AboutUser {}

  /** The password was not that user's. */
  record Wrong(UserId id, long credentialVersion) implements AboutUser {}

  /** Nobody had that name in that epoch. */
  record Unknown(Username name, long epoch) implements Verdict {}

  /** Nobody can ever have that name. */
  record Impossible() implements Verdict {}

  /** It could not be found out; never remembered. */
  record Undecided(AuthenticationResult.Unavailable why) implements Verdict {}
}
