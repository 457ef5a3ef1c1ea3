package io.registrymanager.proxy;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shares the memory for bodies among all transfers: each may read in portions of 1 MiB while few
 * are under way, down to 8 KiB when many are, and waits for its turn when all of it is given out.
 * Netty's allocator alone would throw instead. A client's socket says that it has room when a third
 * of its buffer is free, which is a little more than 1 MiB: what was read is then written in one
 * call. Thread-safe, without locks.
 */
public final class BodyBudget {
  private static final int KIB = 1024;
  private static final int SMALLEST = 8 * KIB;
  private static final int[] SIZES = {1024 * KIB, 256 * KIB, 64 * KIB, 16 * KIB, SMALLEST};

  private final long total;
  private final int[] sizes;
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong also = new AtomicLong();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private record Waiting(Executor loop, Runnable turn) {}

  /** A budget of that many bytes; a small one has no large portions. */
  public BodyBudget(long total) {
    this.total = total;
    this.sizes =
        Arrays.stream(SIZES).filter(size -> size <= total / 4 || size == SMALLEST).toArray();
  }

  /**
   * Takes a portion: its size, or 0 when nothing is left. The n-th part of the budget, of as many
   * as there are sizes, is given out in portions of the n-th size.
   */
  int take() {
    while (true) {
      long before = given.get();
      int part = (int) Math.min(sizes.length - 1, before * sizes.length / total);
      int portion = sizes[part];
      if (before + portion > total) {
        return 0;
      }
      if (given.compareAndSet(before, before + portion)) {
        return portion;
      }
    }
  }

  /**
   * Takes that many bytes, of what came without being read for; false if there are not as many. It
   * may be long before they come back: half of the budget is left to portions.
   */
  boolean takeAlso(long bytes) {
    if (!take(also, bytes, total / 2)) {
      return false;
    }
    if (!take(given, bytes, total)) {
      also.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  private static boolean take(AtomicLong from, long bytes, long most) {
    while (true) {
      long before = from.get();
      if (before + bytes > most) {
        return false;
      }
      if (from.compareAndSet(before, before + bytes)) {
        return true;
      }
    }
  }

  /** Calls {@code turn} on {@code loop} when something was given back, in the order of asking. */
  void await(Executor loop, Runnable turn) {
    waiting.add(new Waiting(loop, turn));
    passOn(); // something may have come back between the failed take and this line
  }

  /** Gives a portion back. */
  void giveBack(long portion) {
    given.addAndGet(-portion);
    wakeOne();
  }

  /** Gives back what was taken besides. */
  void giveBackAlso(long bytes) {
    also.addAndGet(-bytes);
    giveBack(bytes);
  }

  /** Whoever waited and has its portion by now lets the next one try, if that may succeed. */
  void passOn() {
    if (given.get() + SMALLEST <= total) {
      wakeOne();
    }
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
