package io.registrymanager.catalog;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which repositories were pulled from lately. It is asked with each pull, so that a look is one
 * place of memory, where a map of names has five, none of them in the processor's cache. The names
 * themselves are not here: two of them are taken for one once in 2<sup>54</sup>, with a number that
 * each process draws, and a pull of one of these is noted ten minutes late. With more than some
 * fifty thousand of them the oldest make room, and are noted more often than need be. Thread-safe.
 */
final class RecentPulls {
  private static final long GRAIN_SECONDS = Duration.ofMinutes(10).toSeconds();
  private static final int SET_BITS = 14;

  /** Names of a set; together they are a line of the processor's cache. */
  private static final int SET = 8;

  private static final int TIME_BITS = 24;
  private static final long TIME = (1L << TIME_BITS) - 1;

  /** In each place the low bits of a name's hash, and below them the second it was noted at. */
  private final AtomicLongArray places = new AtomicLongArray(SET << SET_BITS);

  private final long factor;

  /** Knows of none, and draws its number. */
  RecentPulls() {
    this(new SecureRandom().nextLong());
  }

  RecentPulls(long number) {
    this.factor = number | 1;
  }

  /**
   * Whether it was not noted in the last ten minutes; it is by now.
   *
   * @param nanos now, of a clock that is never set
   */
  boolean isFirst(String repository, long nanos) {
    long hash = hash(repository);
    int set = (int) (hash >>> (Long.SIZE - SET_BITS)) * SET;
    long name = hash << TIME_BITS;
    long now = TimeUnit.NANOSECONDS.toSeconds(nanos) & TIME;
    int place = place(set, name, now);
    long found = places.get(place);
    if (isOf(name, found) && age(found, now) < GRAIN_SECONDS) {
      return false;
    }
    places.set(place, name | now);
    return true;
  }

  /** Where of its set that name is noted, or else what was noted the longest time ago. */
  private int place(int set, long name, long now) {
    int oldest = set;
    for (int place = set; place < set + SET; place++) {
      long found = places.get(place);
      if (isOf(name, found)) {
        return place;
      }
      if (age(found, now) > age(places.get(oldest), now)) {
        oldest = place;
      }
    }
    return oldest;
  }

  private static boolean isOf(long name, long noted) {
    return (noted & ~TIME) == name;
  }

  private static long age(long noted, long now) {
    return (now - noted) & TIME;
  }

  private long hash(String repository) {
    long hash = factor;
    for (int i = 0; i < repository.length(); i++) {
      hash = (hash + repository.charAt(i)) * factor;
    }
    // The high bits of a product depend on all of it, the low ones on the low ones alone.
    hash ^= hash >>> 32;
    return hash * factor;
  }
}
