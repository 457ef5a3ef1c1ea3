package io.registrymanager.directory;

import java.time.Duration;

/** The moment until which one question must be answered, whatever it is made of. Immutable. */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left, never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** What is left for a library that takes 0 for ever. */
  int millis() {
    return (int) Math.max(1, left().toMillis());
  }

  boolean isOver() {
    return left().isZero();
  }

  /** An equal share of what is left for the first of so many attempts. */
  Deadline share(int attempts) {
    return in(left().dividedBy(Math.max(1, attempts)));
  }
}
