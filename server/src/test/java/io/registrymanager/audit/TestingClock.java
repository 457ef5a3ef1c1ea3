package io.registrymanager.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, by one thread. */
final class TestingClock implements InstantSource {
  private volatile Instant now = Events.START;
  private volatile long nanos;

  /** Time goes by. */
  void advance(Duration by) {
    set(by);
    nanos = nanos() + by.toNanos();
  }

  /** Somebody sets the clock; no time goes by. */
  void set(Duration by) {
    now = instant().plus(by);
  }

  long nanos() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
