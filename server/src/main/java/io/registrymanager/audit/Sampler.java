package io.registrymanager.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the first of many like events from those that follow it for a while, and counts these.
 * Never waits; what is counted for one key costs no allocation. Bounded: with too many keys at once
 * every event is a first one. Thread-safe.
 */
final class Sampler<E> {
  private final int mostKeys;
  private final Duration window;
  private final InstantSource clock;
  private final ConcurrentMap<Object, Tally<E>> tallies = new ConcurrentHashMap<>();

  /** What becomes of a tally when its window is over. */
  @FunctionalInterface
  interface Rest<E> {
    /** Says how many followed the first one, none not among it; {@code last} is one of them. */
    void followed(E last, long count);
  }

  Sampler(int mostKeys, Duration window, InstantSource clock) {
    this.mostKeys = mostKeys;
    this.window = window;
    this.clock = clock;
  }

  /** Whether it is the first of its window; else it is counted. */
  boolean isFirst(Object key, E event) {
    while (true) {
      Tally<E> tally = tallies.get(key);
      if (tally == null) {
        if (tallies.size() >= mostKeys) {
          return true;
        }
        if (tallies.putIfAbsent(key, new Tally<>(clock.instant().plus(window), event)) == null) {
          return true;
        }
      } else if (tally.add(event)) {
        return false;
      } else {
        tallies.remove(key, tally); // closed by a sweep, which may not have come to remove it
      }
    }
  }

  /** Ends the windows that are over by now. */
  void sweep(Rest<E> rest) {
    Instant now = clock.instant();
    tallies.forEach(
        (key, tally) -> {
          if (!now.isBefore(tally.end)) {
            end(key, tally, rest);
          }
        });
  }

  /** Ends all windows. */
  void finish(Rest<E> rest) {
    tallies.forEach((key, tally) -> end(key, tally, rest));
  }

  private void end(Object key, Tally<E> tally, Rest<E> rest) {
    long count = tally.close();
    tallies.remove(key, tally);
    if (count > 0) {
      rest.followed(tally.last, count);
    }
  }

  private static final class Tally<E> {
    private static final long CLOSED = Long.MIN_VALUE / 2;

    private final Instant end;
    private final AtomicLong followed = new AtomicLong();
    private volatile E last;

    private Tally(Instant end, E first) {
      this.end = end;
      this.last = first;
    }

    /** False once it is closed. */
    private boolean add(E event) {
      if (followed.incrementAndGet() < 0) {
        return false;
      }
      last = event;
      return true;
    }

    private long close() {
      return followed.getAndSet(CLOSED);
    }
  }
}
