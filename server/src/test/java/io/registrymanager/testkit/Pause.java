package io.registrymanager.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a thread at one point until the test lets it go. */
public final class Pause {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** For the thread to be held: says that it is there, and stays. */
  public void hold() {
    reached.countDown();
    await(released);
  }

  /** For the test: returns when a thread is held. */
  public void awaitReached() {
    await(reached);
  }

  /** For the test: lets the thread go. */
  public void release() {
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came within 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
