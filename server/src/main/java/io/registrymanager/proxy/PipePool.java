package io.registrymanager.proxy;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipes of all transfers, kept for the next ones. An unprivileged user gets only 64 pipes of
 * this size ({@code pipe-user-pages-soft}), for all its programs together; then the system refuses,
 * or gives pipes of two pages, which are worse than copying. So there is a limit, and a transfer
 * without a pipe copies. Thread-safe.
 */
final class PipePool {
  private static final int MOST = 48;
  private static final Logger LOG = LoggerFactory.getLogger(PipePool.class);

  private final Queue<Pipe> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();

  /** An empty pipe, if one can be had. */
  Optional<Pipe> take(SpliceCalls calls) {
    if (taken.incrementAndGet() > MOST) {
      taken.decrementAndGet();
      return Optional.empty();
    }
    Optional<Pipe> pipe = Optional.ofNullable(free.poll()).or(() -> open(calls));
    if (pipe.isEmpty()) {
      taken.decrementAndGet();
    }
    return pipe;
  }

  private static Optional<Pipe> open(SpliceCalls calls) {
    try {
      Pipe pipe = Pipe.open();
      if (calls.resize(pipe.in().intValue(), Pipe.SIZE)) {
        return Optional.of(pipe);
      }
      pipe.close();
      LOG.debug("no further pipe of {} bytes", Pipe.SIZE);
    } catch (IOException e) {
      LOG.debug("no further pipe: {}", e.toString());
    }
    return Optional.empty();
  }

  /**
   * Takes one back.
   *
   * @param empty whether nothing is in it; else it is closed, so that nobody ever sees what is
   */
  void giveBack(Pipe pipe, boolean empty) {
    taken.decrementAndGet();
    if (empty) {
      free.add(pipe);
    } else {
      pipe.close();
    }
  }

  /** How many are in use. */
  int taken() {
    return taken.get();
  }

  /** Closes those that nobody uses. */
  void close() {
    for (Optional<Pipe> pipe = next(); pipe.isPresent(); pipe = next()) {
      pipe.get().close();
    }
  }

  private Optional<Pipe> next() {
    return Optional.ofNullable(free.poll());
  }
}
