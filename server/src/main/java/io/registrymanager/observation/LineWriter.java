package io.registrymanager.observation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves lines from the ring to the sink, on a thread of its own. It looks every 20 ms while lines
 * come, so that a busy event loop never pays for waking it; after 200 ms without any it sleeps
 * until it is woken.
 */
final class LineWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
  private static final int BATCH_BYTES = 64 * 1024;
  private static final long PAUSE_NANOS = 20_000_000L;
  private static final long QUIET_NANOS = 200_000_000L;
  private static final long RETRY_NANOS = 500_000_000L;
  private static final long COMPLAINT_NANOS = 60_000_000_000L;

  private final LineRing ring;
  private final LogSink sink;
  private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
  private final LongAdder errors = new LongAdder();
  private long lastLine = System.nanoTime();
  private long lastComplaint = System.nanoTime() - COMPLAINT_NANOS;
  private volatile boolean asleep;
  private volatile boolean closing;

  LineWriter(LineRing ring, LogSink sink) {
    this.ring = ring;
    this.sink = sink;
  }

  /** Attempts to write that failed. */
  long errors() {
    return errors.sum();
  }

  /** Called behind each published line, by {@code thread}'s producers. */
  void wake(Thread thread) {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  /** Lets the thread write what is there and end. */
  void finish(Thread thread) {
    closing = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!closing) {
      pause(drain());
    }
    drain();
    try {
      sink.close();
    } catch (IOException e) {
      complain(e);
    }
  }

  /** Writes what is there; false if the sink failed. */
  private boolean drain() {
    while (fill()) {
      lastLine = System.nanoTime();
      if (!flush()) {
        return false;
      }
    }
    return true;
  }

  /** Takes as many lines as the batch holds; false if there is nothing to write. */
  private boolean fill() {
    while (!ring.isEmpty()) {
      JsonLine line = ring.head();
      if (line.length() > batch.remaining()) {
        return true;
      }
      batch.put(line.bytes(), 0, line.length());
      ring.release();
    }
    return batch.position() > 0;
  }

  private boolean flush() {
    batch.flip();
    try {
      sink.write(batch);
      return true;
    } catch (IOException | RuntimeException e) {
      complain(e);
      return false;
    } finally {
      batch.compact();
    }
  }

  private void pause(boolean well) {
    if (!well) {
      LockSupport.parkNanos(RETRY_NANOS);
    } else if (System.nanoTime() - lastLine < QUIET_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } else {
      asleep = true;
      // Looked at once more behind the flag: a line published in between saw nobody asleep.
      if (ring.isEmpty() && !closing) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }

  private void complain(Exception e) {
    errors.increment();
    long now = System.nanoTime();
    if (now - lastComplaint >= COMPLAINT_NANOS) {
      lastComplaint = now;
      LOG.warn("The access log cannot be written, trying again: {}", e.toString());
    }
  }
}
