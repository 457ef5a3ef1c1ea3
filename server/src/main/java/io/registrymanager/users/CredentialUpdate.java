package io.registrymanager.users;

import io.registrymanager.secret.Secret;
import java.util.Optional;

/** What is to become of how a user proves who it is. */
sealed interface CredentialUpdate {
  /** Nothing. */
  record Unchanged() implements CredentialUpdate {}

  /** Another password, for a user whose password is kept here. */
  record NewPassword(Secret password) implements CredentialUpdate {}

  /**
   * It is kept here from now on, if it is not already.
   *
   * @param password needed where it was not
   */
  record KeptHere(Optional<Secret> password) implements CredentialUpdate {}

  /** The directory knows it from now on, if it does not already. */
  record KeptInDirectory() implements CredentialUpdate {}
}
