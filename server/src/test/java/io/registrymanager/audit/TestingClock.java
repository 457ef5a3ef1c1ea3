package io.registrymanager.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, by one thread. */
final class TestingClock implements InstantSource {
  private volatile Instant now = Events.START;

  void advance(Duration by) {
    now = instant().plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
