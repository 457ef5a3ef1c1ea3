package io.registrymanager.identity;

/** The store could not answer, or could not keep a change; never a verdict about a user. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A failure of its own. */
  public StoreException(String message) {
    super(message);
  }
}
