package io.registrymanager.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of the index. It follows the computer's clock forward; where that one is set back, it
 * goes on at its own pace. For the index tells old from new by time: were the clock an hour behind,
 * a push would not undo what was found out before it, and nothing could be found to be gone.
 * Thread-safe; cheap enough for an event loop.
 */
final class ForwardClock implements InstantSource {
  /** Two ways to measure never agree to the last digit. */
  private static final Duration TOLERANCE = Duration.ofMillis(1);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Mark mark;

  private record Mark(Instant time, long nanos) {
    private Instant at(long now) {
      return time.plusNanos(now - nanos);
    }
  }

  /**
   * A clock.
   *
   * @param latest before which it never is: what was known when the program ended
   */
  ForwardClock(InstantSource clock, LongSupplier nanos, Instant latest) {
    this.clock = clock;
    this.nanos = nanos;
    this.mark = new Mark(latest, nanos.getAsLong());
  }

  @Override
  public Instant instant() {
    Instant own = mark.at(nanos.getAsLong());
    Instant told = clock.instant();
    return told.isAfter(own.plus(TOLERANCE)) ? follow(told) : own;
  }

  /** Seldom: at the start, when the clock is set forward, and where it runs faster than we do. */
  private synchronized Instant follow(Instant told) {
    long now = nanos.getAsLong();
    Instant own = mark.at(now);
    if (!told.isAfter(own)) {
      return own;
    }
    mark = new Mark(told, now);
    return told;
  }
}
