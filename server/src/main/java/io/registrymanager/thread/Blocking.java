package io.registrymanager.thread;

/** The guard that every blocking method of an adapter calls first; always on, in production too. */
public final class Blocking {
  private Blocking() {}

  /**
   * Says that the caller is about to block.
   *
   * @throws IllegalStateException on a {@link NonBlocking} thread
   */
  public static void check() {
    if (Thread.currentThread() instanceof NonBlocking) {
      throw new IllegalStateException(
          "a blocking call on " + Thread.currentThread().getName() + ", which must not block");
    }
  }
}
