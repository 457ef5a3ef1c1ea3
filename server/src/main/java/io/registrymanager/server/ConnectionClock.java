package io.registrymanager.server;

import io.registrymanager.server.ServerSettings.Patience;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a connection without an exchange has been what it is: idle, in the middle of a head, or
 * of an answer that is complete for us and not for its client.
 */
final class ConnectionClock {
  /** Longer than a client pauses in its work; a password should not stay in memory for long. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Patience patience;
  private final Duration standstill;
  private long since = System.nanoTime();
  private long limit;
  private boolean inHead;
  private long waiting;

  /**
   * The clock of a new connection: its first head should come as fast as any.
   *
   * @param standstill for how long nothing of an answer that waits need move
   */
  ConnectionClock(Patience patience, Duration standstill) {
    this.patience = patience;
    this.standstill = standstill;
    this.limit = patience.head().toNanos();
  }

  /** The first bytes of a head are here. */
  void headBegan() {
    if (!inHead) {
      inHead = true;
      since = System.nanoTime();
      limit = patience.head().toNanos();
    }
  }

  /** A head is complete. */
  void requestBegan() {
    inHead = false;
  }

  /** The answer is complete; the rest of the request's body may still have to come. */
  void answered() {
    ended(patience.head());
  }

  /** Nothing is under way. */
  void idles() {
    ended(patience.keepAlive());
  }

  private void ended(Duration next) {
    inHead = false;
    since = System.nanoTime();
    limit = next.toNanos();
  }

  /**
   * So many bytes wait for the client: while they become fewer it is at work, and then it idles. A
   * head has its own time meanwhile.
   */
  void waits(long bytes, long now) {
    if (bytes != waiting) {
      waiting = bytes;
      since = inHead ? since : now;
    }
  }

  /** Whether nothing has happened for a while. */
  boolean isQuiet(long now) {
    return now - since > QUIET_NANOS;
  }

  boolean isOver(long now) {
    return now - since > (waiting > 0 && !inHead ? standstill.toNanos() : limit);
  }
}
