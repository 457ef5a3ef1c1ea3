package io.registrymanager.thread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A bounded queue from threads that must not wait, event loops among them, to one thread of its own
 * that writes in batches: as soon as a batch is full, or else after a while. What does not fit is
 * handed back and counted. What a failed write leaves is tried again, and given up in the end, so
 * that one bad element cannot hold up all others. Thread-safe.
 */
public final class BatchQueue<T> implements AutoCloseable {
  private static final int ATTEMPTS = 60;
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final Bounds bounds;
  private final Sink<T> sink;
  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder lost = new LongAdder();
  private final List<T> batch = new ArrayList<>();
  private final Thread thread;
  private int failures;
  private volatile boolean closing;

  /**
   * What holds it together.
   *
   * @param waiting how many may wait
   * @param batch how many are written at once, at most
   * @param delay how long one waits for a batch to fill
   */
  public record Bounds(int waiting, int batch, Duration delay) {}

  /** Where they go. */
  public interface Sink<T> {
    /**
     * Writes all of them or, when it throws, none. Called on the queue's own thread, so it may
     * block.
     */
    void write(List<T> batch);

    /** Takes back what is not written. Called on any thread: must not block and not throw. */
    void lost(T element);

    /**
     * Time for other work of the writing thread, before it looks, at least once in each delay. What
     * it throws is ignored.
     */
    default void turn() {}
  }

  /** Starts the thread, of that name. */
  public BatchQueue(String name, Bounds bounds, Sink<T> sink) {
    this.bounds = bounds;
    this.sink = sink;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** Takes one, or hands it back to {@link Sink#lost}; never waits. */
  public void offer(T element) {
    int now = waiting.incrementAndGet();
    if (now > bounds.waiting() || closing) {
      waiting.decrementAndGet();
      lose(element);
      return;
    }
    queue.add(element);
    if (now == bounds.batch()) {
      LockSupport.unpark(thread); // only this once: waking the thread costs more than the rest
    }
  }

  /** How many wait. */
  public int waiting() {
    return waiting.get();
  }

  /** How many were handed back so far. */
  public long lost() {
    return lost.sum();
  }

  private void run() {
    while (pause()) {
      takeTurn();
      writeWhatWaits();
    }
    do {
      writeWhatWaits();
      if (!batch.isEmpty()) {
        giveUp();
      }
    } while (!queue.isEmpty());
  }

  /**
   * Until there is a full batch, but after a failure always the whole time; false when the end has
   * come.
   */
  private boolean pause() {
    long end = System.nanoTime() + bounds.delay().toNanos();
    while (!closing && (failures > 0 || waiting.get() < bounds.batch())) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(this, left);
    }
    return !closing;
  }

  private void takeTurn() {
    try {
      sink.turn();
    } catch (RuntimeException _) {
      // Whatever else the sink does with its turn, the queue goes on.
    }
  }

  /** Goes on while batches are full; a rest waits until it is worth a write. */
  private void writeWhatWaits() {
    do {
      fill();
    } while (write() && waiting.get() >= bounds.batch());
  }

  private void fill() {
    while (batch.size() < bounds.batch()) {
      Optional<T> next = Optional.ofNullable(queue.poll());
      if (next.isEmpty()) {
        return;
      }
      waiting.decrementAndGet();
      batch.add(next.get());
    }
  }

  private boolean write() {
    if (batch.isEmpty()) {
      return true;
    }
    try {
      sink.write(List.copyOf(batch));
      batch.clear();
      failures = 0;
      return true;
    } catch (RuntimeException e) {
      failures++;
      if (failures >= ATTEMPTS) {
        giveUp();
      }
      return false;
    }
  }

  private void giveUp() {
    batch.forEach(this::lose);
    batch.clear();
    failures = 0;
  }

  private void lose(T element) {
    lost.increment();
    sink.lost(element);
  }

  /** Writes what is there, once, and ends; blocks for ten seconds at most. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
