package io.registrymanager.identity;

/**
 * What became of a {@link UserChange}. A refusal is a value; an exception means it is not known to
 * have happened.
 */
public sealed interface ChangeResult {
  /**
   * Done, and durable.
   *
   * @param user the state after it, or the last state of a deleted user
   */
  record Applied(User user) implements ChangeResult {}

  /** There is a user of that name already. */
  record NameTaken() implements ChangeResult {}

  /** No such user (any more), or not in that state any more. */
  record NotFound() implements ChangeResult {}

  /** The user is there, but not in the version that was expected. */
  record OtherVersion() implements ChangeResult {}

  /** It would leave no enabled administrator (trap 93). */
  record LastAdministrator() implements ChangeResult {}

  /** That person of the directory is a user already, under another name. */
  record PersonTaken() implements ChangeResult {}

  /** The password of that user is kept in the directory (by now), or was meant to be and is not. */
  record KeptElsewhere() implements ChangeResult {}
}
