package io.registrymanager.identity;

/**
 * There was no space to keep a change: nothing of it was kept. Reading goes on, and so do changes
 * once there is space again.
 */
public final class StoreFullException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
