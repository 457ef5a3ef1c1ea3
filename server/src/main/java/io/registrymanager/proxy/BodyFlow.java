package io.registrymanager.proxy;

import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.ReceiveSize;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One direction of a transfer: how much its source reads at once, and whether it may read. It may
 * when the sink takes more and there is memory. A large body waits nowhere else: its source reads
 * on when its sink has written all, so that it never holds more than its portion. Used on its event
 * loop only.
 */
final class BodyFlow {
  /** Up to here a body is read in small portions, without a part of the budget. */
  private static final long SMALL = 64 * 1024;

  /** So much is worth a system call of its own; less is sent when the source pauses. */
  private static final int FLUSH = 64 * 1024;

  private final BodyBudget budget;
  private final Executor loop;
  private final ReceiveSize receiveSize;
  private final Consumer<Boolean> reading;
  private final Consumer<Backlog> backlog;
  private int portion;
  private int unflushed;
  private boolean hasMemory = true;
  private boolean sinkReady = true;
  private boolean over;

  BodyFlow(
      BodyBudget budget,
      Executor loop,
      ReceiveSize receiveSize,
      Consumer<Boolean> reading,
      Consumer<Backlog> backlog) {
    this.budget = budget;
    this.loop = loop;
    this.receiveSize = receiveSize;
    this.reading = reading;
    this.backlog = backlog;
  }

  /** Begins a body of that many bytes, negative if nobody knows. */
  void begin(long length) {
    if (length < 0 || length > SMALL) {
      takePortion();
    }
    apply();
  }

  private void takePortion() {
    portion = budget.take();
    hasMemory = portion > 0;
    if (hasMemory) {
      receiveSize.set(portion);
      backlog.accept(Backlog.NONE);
    } else {
      budget.await(loop, this::turn);
    }
  }

  private void turn() {
    if (!over) {
      takePortion();
      apply();
    } else {
      budget.giveBack(0); // not needed here any more: pass the turn on
    }
  }

  /** Counts what was written; true when it should be flushed before more is. */
  boolean isFlushDue(int written) {
    unflushed += written;
    if (unflushed < FLUSH) {
      return false;
    }
    unflushed = 0;
    return true;
  }

  /** The sink takes more, or must not get more for now. */
  void sinkReady(boolean ready) {
    if (ready != sinkReady) {
      sinkReady = ready;
      apply();
    }
  }

  private void apply() {
    if (!over) {
      reading.accept(sinkReady && hasMemory);
    }
  }

  /** Whether the source is being read; if not, standing still is not its fault. */
  boolean isReading() {
    return sinkReady && hasMemory;
  }

  /** Gives the memory back; the body is complete or will never be. */
  void end() {
    if (!over) {
      over = true;
      if (portion > 0) {
        budget.giveBack(portion);
        receiveSize.reset();
        backlog.accept(Backlog.SMALL);
      }
    }
  }
}
