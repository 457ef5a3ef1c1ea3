package io.registrymanager.authentication;

import org.jspecify.annotations.Nullable;

/**
 * A verdict as it is remembered, and where its credentials were good last. Asked with each request,
 * that is one comparison; in the memory of all places it would be a search. Thread-safe.
 */
final class Remembered {
  private final Verdict verdict;
  private volatile @Nullable Source place;

  Remembered(Verdict verdict) {
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Notes that they are good there; whether they were not the last time, as far as is known. */
  boolean comesTo(Source now) {
    if (now.equals(place)) {
      return false;
    }
    place = now;
    return true;
  }
}
