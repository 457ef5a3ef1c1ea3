package io.registrymanager.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all clients together may make us hold. A limit for each request does not: a few
 * hundred connections that stop just below it would fill the heap, or the memory that buffers come
 * from, and then nobody's bytes could be read any more (trap 88). Thread-safe, without locks.
 */
final class MemoryBudget {
  private final long total;
  private final AtomicLong held = new AtomicLong();

  /** A budget of that many bytes. */
  MemoryBudget(long total) {
    this.total = total;
  }

  /** Takes so many bytes; takes none and is false if that is more than is left. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= total) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
