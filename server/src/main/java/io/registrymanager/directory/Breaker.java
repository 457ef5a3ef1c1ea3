package io.registrymanager.directory;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps everybody from a server that failed, for a growing pause; then one caller may try, and the
 * others wait for what becomes of it. Thread-safe.
 */
final class Breaker {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final int PAUSE_FOR_PATIENCE = 3;

  private final LongSupplier nanos;
  private final Duration trial;
  private int failures;
  private long openUntil;

  /**
   * @param trial how long a try may take
   */
  Breaker(LongSupplier nanos, Duration trial) {
    this.nanos = nanos;
    this.trial = trial;
  }

  /** Whether the server may be asked now; after a failure the yes is for one caller. */
  synchronized boolean tryPass() {
    if (failures == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    if (openUntil - now > 0) {
      return false;
    }
    openUntil = now + trial.toNanos();
    return true;
  }

  /** Whether {@link #tryPass} would say yes. */
  synchronized boolean isPassable() {
    return failures == 0 || openUntil - nanos.getAsLong() <= 0;
  }

  /** How often in a row it failed; whoever waited meanwhile need not try. */
  synchronized int failures() {
    return failures;
  }

  /** How long it is kept from everybody. */
  synchronized Duration pause() {
    return failures == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, openUntil - nanos.getAsLong()));
  }

  synchronized void succeeded() {
    failures = 0;
  }

  /**
   * Notes a failure.
   *
   * @param took how long it took: a server that is silent is worth fewer tries than one that
   *     refuses
   */
  synchronized void failed(Duration took) {
    Duration growing = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    Duration fair = took.multipliedBy(PAUSE_FOR_PATIENCE);
    Duration pause = growing.compareTo(fair) > 0 ? growing : fair;
    failures++;
    openUntil = nanos.getAsLong() + Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos());
  }
}
