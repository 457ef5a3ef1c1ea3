package io.registrymanager.users;

import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.User;

/** What became of a use case. */
sealed interface UserResult {
  /**
   * Done, and durable.
   *
   * @param user the state after it, or the last state of a deleted user
   */
  record Done(User user) implements UserResult {}

  /** Not done. */
  record Refused(Refusal refusal) implements UserResult {}

  /** Not done: the directory could not be asked. */
  record Unavailable(Outage outage) implements UserResult {}

  /** Why a use case was refused. */
  enum Refusal {
    /** There is no such user. */
    UNKNOWN_USER,
    /** There is a user of that name already. */
    NAME_TAKEN,
    /** It would leave no enabled administrator (trap 93). */
    LAST_ADMINISTRATOR,
    /** An administrator would lock itself out, and did not say that it means it. */
    SELF_LOCKOUT,
    /** The user is not in the state that {@code If-Match} names. */
    OTHER_VERSION,
    /** The password is against the policy. */
    UNACCEPTABLE_PASSWORD,
    /** A user whose password is to be kept here needs one. */
    PASSWORD_NEEDED,
    /** A local user must not bear a name that reads as one of the directory's. */
    NAME_OF_DIRECTORY,
    /** The password is not kept here, so it is not changed here. */
    DIRECTORY_USER,
    /** The directory knows nobody of that name. */
    UNKNOWN_PERSON,
    /** The directory knows more than one of that name. */
    AMBIGUOUS_PERSON,
    /** That person of the directory is a user already, under another name. */
    PERSON_TAKEN,
    /** There is no directory that could know the user. */
    NO_DIRECTORY,
    /** Too many passwords wait to be hashed. */
    HASHING_BUSY
  }
}
