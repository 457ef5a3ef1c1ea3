package io.registrymanager.proxy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shares the memory for bodies among all transfers: each may read in portions of 256 KiB while few
 * are under way, down to 8 KiB when many are, and waits for its turn when all of it is given out.
 * Netty's allocator alone would throw instead. Thread-safe, without locks.
 */
public final class BodyBudget {
  private static final int KIB = 1024;
  private static final int[] PORTIONS = {256 * KIB, 64 * KIB, 16 * KIB, 8 * KIB};

  private final long total;
  private final AtomicLong given = new AtomicLong();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private record Waiting(Executor loop, Runnable turn) {}

  /** A budget of that many bytes. */
  public BodyBudget(long total) {
    this.total = total;
  }

  /**
   * Takes a portion: its size, or 0 when nothing is left. The n-th quarter of the budget is given
   * out in portions of the n-th size.
   */
  int take() {
    while (true) {
      long before = given.get();
      int quarter = (int) Math.min(PORTIONS.length - 1, before * PORTIONS.length / total);
      int portion = PORTIONS[quarter];
      if (before + portion > total) {
        return 0;
      }
      if (given.compareAndSet(before, before + portion)) {
        return portion;
      }
    }
  }

  /** Calls {@code turn} on {@code loop} when something was given back, in the order of asking. */
  void await(Executor loop, Runnable turn) {
    waiting.add(new Waiting(loop, turn));
    if (given.get() == 0) {
      wakeOne(); // everything came back between the failed take and this line
    }
  }

  /** Gives a portion back. */
  void giveBack(int portion) {
    given.addAndGet(-portion);
    wakeOne();
  }

  private void wakeOne() {
    Waiting next = waiting.poll();
    if (next != null) {
      next.loop().execute(next.turn());
    }
  }

  /** Bytes given out now. */
  public long inUse() {
    return given.get();
  }
}
