package io.registrymanager.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never for a time. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param limit after which the test fails
   * @param what the condition in words, for the failure: "the upstream was asked"
   * @throws AssertionError when it never holds
   */
  public static void until(Duration limit, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited " + limit.toMillis() + " ms in vain until " + what + ".");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
