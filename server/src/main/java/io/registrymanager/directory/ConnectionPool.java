package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * At most so many connections to one server, opened when they are needed and kept while they are
 * used. Whatever fails on one costs it its place. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {
  // A firewall or the server ends what is idle; the server's own limit is usually 15 minutes.
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

  private final int size;
  private final Opener opener;
  private final LongSupplier nanos;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** Opens a connection ready for use. */
  interface Opener {
    Link open(Deadline deadline) throws LDAPException, OutOfReachException;
  }

  /** Something done on a connection. */
  interface Use<T> {
    T on(LDAPConnection connection) throws LDAPException;
  }

  private record Idle(Link link, long since) {}

  ConnectionPool(int size, Opener opener, LongSupplier nanos) {
    this.size = size;
    this.opener = opener;
    this.nanos = nanos;
    this.free = new Semaphore(size, true);
  }

  /**
   * Does it on one connection; once more on a new one if the first had been closed by the server
   * while it was idle.
   *
   * @throws OutOfReachException if all are in use until the deadline
   */
  <T> T with(Deadline deadline, Use<T> use) throws LDAPException, OutOfReachException {
    acquire(deadline);
    try {
      Idle kept = takeIdle();
      if (kept != null) {
        try {
          return on(kept.link(), use);
        } catch (LDAPException e) {
          if (!wasClosed(e) || deadline.isOver()) {
            throw e;
          }
          dropIdle(); // they were opened before, and the server has gone since
        }
      }
      return on(opener.open(deadline), use);
    } finally {
      free.release();
    }
  }

  /** How many are in use. */
  int inUse() {
    return size - free.availablePermits();
  }

  /** How many are open and not in use. */
  int idle() {
    return idle.size();
  }

  private <T> T on(Link link, Use<T> use) throws LDAPException {
    boolean kept = false;
    try {
      T result = use.on(link.connection());
      kept = true;
      return result;
    } catch (LDAPException e) {
      kept = e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT);
      throw e;
    } finally {
      if (kept && !closed) {
        idle.addFirst(new Idle(link, nanos.getAsLong()));
      } else {
        link.cut();
      }
    }
  }

  private void acquire(Deadline deadline) throws OutOfReachException {
    try {
      if (free.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new OutOfReachException(
        "all connections to the directory are in use", Duration.ofSeconds(1));
  }

  /** The one used last, so that those that are not needed grow old. */
  private @Nullable Idle takeIdle() {
    Idle last = idle.pollFirst();
    while (last != null) {
      boolean fresh = nanos.getAsLong() - last.since() < LONGEST_IDLE.toNanos();
      if (fresh && last.link().connection().isConnected()) {
        return last;
      }
      last.link().cut();
      last = idle.pollFirst();
    }
    return null;
  }

  /** Not a time-out: what takes long may have been done, and is not done twice. */
  private static boolean wasClosed(LDAPException e) {
    return e.getResultCode().equals(ResultCode.SERVER_DOWN)
        || e.getResultCode().equals(ResultCode.CONNECT_ERROR);
  }

  private void dropIdle() {
    for (Idle one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      one.link().cut();
    }
  }

  @Override
  public void close() {
    closed = true;
    dropIdle();
  }
}
