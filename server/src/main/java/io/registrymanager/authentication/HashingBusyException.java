package io.registrymanager.authentication;

/**
 * As many passwords as may wait to be hashed wait already (trap 88): it could not be found out, or
 * not be made, and is worth another try in a second.
 */
public class HashingBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String MESSAGE = "password hashing is busy";

  /** With the one message it has. */
  public HashingBusyException() {
    super(MESSAGE);
  }
}
