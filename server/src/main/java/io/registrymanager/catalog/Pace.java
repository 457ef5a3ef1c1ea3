package io.registrymanager.catalog;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps work from being done faster than so many times a second. Used by one thread. */
final class Pace {
  private final long gapNanos;
  private final CountDownLatch end;
  private long next = System.nanoTime();

  /**
   * A pace.
   *
   * @param end ends all waiting when it is open
   */
  Pace(int perSecond, CountDownLatch end) {
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.end = end;
  }

  /** Waits for its turn; false if there is none any more. */
  boolean next() {
    long now = System.nanoTime();
    next = Math.max(next, now) + gapNanos;
    try {
      // What is less than a millisecond is made up for by the next one.
      return !end.await(TimeUnit.NANOSECONDS.toMillis(next - now), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
