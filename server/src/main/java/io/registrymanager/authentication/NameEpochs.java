package io.registrymanager.authentication;

import io.registrymanager.identity.Username;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells whether anything changed about a name since an earlier moment. Names share counters, so
 * that memory is bounded whatever names there were; a neighbour's change then costs one look too
 * many, never one too few. Thread-safe, without locks.
 */
final class NameEpochs {
  private static final int COUNTERS = 1 << 12;

  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

  /** The epoch of now; to be taken before the store is asked. */
  long of(Username name) {
    return counters.get(index(name));
  }

  /** Ends the epoch of that name. */
  void advance(Username name) {
    counters.incrementAndGet(index(name));
  }

  private static int index(Username name) {
    int hash = name.value().hashCode();
    return (hash ^ hash >>> 16) & COUNTERS - 1;
  }
}
