package io.registrymanager.server;

import io.registrymanager.server.ServerSettings.Patience;
import java.util.concurrent.TimeUnit;

/**
 * How long a connection without an exchange has been what it is: idle, or in the middle of a head.
 */
final class ConnectionClock {
  /** Longer than a client pauses in its work; a password should not stay in memory for long. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Patience patience;
  private long since = System.nanoTime();
  private long limit;
  private boolean inHead;

  /** The clock of a new connection: its first head should come as fast as any. */
  ConnectionClock(Patience patience) {
    this.patience = patience;
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
    inHead = false;
    since = System.nanoTime();
    limit = patience.head().toNanos();
  }

  /** Nothing is under way. */
  void idles() {
    inHead = false;
    since = System.nanoTime();
    limit = patience.keepAlive().toNanos();
  }

  /** Whether nothing has happened for a while. */
  boolean isQuiet(long now) {
    return now - since > QUIET_NANOS;
  }

  boolean isOver(long now) {
    return now - since > limit;
  }
}
