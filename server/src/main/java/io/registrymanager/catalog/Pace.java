package io.registrymanager.catalog;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps work from being done faster than so many times a second, and lets rest whoever does it for
 * us. Used by one thread.
 */
final class Pace {
  private final long gapNanos;
  private final int share;
  private final CountDownLatch end;
  private long next = System.nanoTime();

  /**
   * A pace.
   *
   * @param share how much of the time somebody may be kept at work, in percent
   * @param end ends all waiting when it is open
   */
  Pace(int perSecond, int share, CountDownLatch end) {
    this.share = share;
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.end = end;
  }

  /** Waits for its turn; false if there is none any more. */
  boolean next() {
    long now = System.nanoTime();
    next = Math.max(next, now) + gapNanos;
    // What is less than a millisecond is made up for by the next one.
    return pause(TimeUnit.NANOSECONDS.toMillis(next - now));
  }

  /** Pauses after so much work; false if there is to be no more. */
  boolean rest(long workNanos) {
    return pause(TimeUnit.NANOSECONDS.toMillis(workNanos) * (100 - share) / share);
  }

  private boolean pause(long millis) {
    try {
      return !end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
