package io.registrymanager.audit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells the first of many like events from those that follow it for a while, and counts these.
 * Never waits; what is counted for one key costs no allocation. Bounded: with too many keys at once
 * every event is a first one. Thread-safe.
 */
final class Sampler<E> {
  /**
   * The last event is known to within this. Held anew for each, events of ten thousand keys in turn
   * would all outlive the garbage collection that they are made for, which took a tenth of the
   * processor.
   */
  private static final long GRAIN = Duration.ofSeconds(5).toNanos();

  private final int mostKeys;
  private final long window;
  private final LongSupplier nanos;
  private final ConcurrentMap<Object, Tally<E>> tallies = new ConcurrentHashMap<>();

  /** What becomes of a tally when its window is over. */
  @FunctionalInterface
  interface Rest<E> {
    /**
     * Says how many followed the first one, if any did; {@code last} is one of the last five
     * seconds of them.
     */
    void followed(E last, long count);
  }

  /**
   * A sampler.
   *
   * @param nanos measures windows: a clock that is set does not end one or hold it open
   */
  Sampler(int mostKeys, Duration window, LongSupplier nanos) {
    this.mostKeys = mostKeys;
    this.window = window.toNanos();
    this.nanos = nanos;
  }

  /** Whether it is the first of its window; else it is counted. */
  boolean isFirst(Object key, E event) {
    while (true) {
      Tally<E> tally = tallies.get(key);
      if (tally == null) {
        if (tallies.size() >= mostKeys) {
          return true;
        }
        if (tallies.putIfAbsent(key, new Tally<>(nanos.getAsLong(), window, event)) == null) {
          return true;
        }
      } else if (tally.add(event, nanos.getAsLong())) {
        return false;
      } else {
        tallies.remove(key, tally); // closed by a sweep, which may not have come to remove it
      }
    }
  }

  /** Ends the windows that are over by now. */
  void sweep(Rest<E> rest) {
    long now = nanos.getAsLong();
    tallies.forEach(
        (key, tally) -> {
          if (now - tally.end >= 0) {
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

  /** Its own counter: looked up with each pull, and one object is one place of memory less. */
  @SuppressWarnings("serial") // never written anywhere
  private static final class Tally<E> extends AtomicLong {
    private static final long CLOSED = Long.MIN_VALUE / 2;

    private final long end;
    private volatile E last;
    private volatile long stale;

    private Tally(long begin, long window, E first) {
      this.end = begin + window;
      this.last = first;
      this.stale = begin; // the first one is not among those that follow
    }

    /** False once it is closed. */
    private boolean add(E event, long now) {
      if (incrementAndGet() < 0) {
        return false;
      }
      if (now - stale >= 0) {
        stale = now + GRAIN;
        last = event;
      }
      return true;
    }

    private long close() {
      return getAndSet(CLOSED);
    }
  }
}
