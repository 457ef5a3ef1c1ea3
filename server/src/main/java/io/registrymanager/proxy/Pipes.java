package io.registrymanager.proxy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each spliced body a pipe of its own, which is closed behind it: that costs little beside a
 * body, and what one transfer left inside can never reach another. An unprivileged user gets only
 * 64 pipes of this size ({@code pipe-user-pages-soft}), for all its programs together; then the
 * system refuses, or gives pipes of two pages, which are worse than copying. So there is a limit,
 * and a transfer without a pipe copies. Thread-safe.
 */
final class Pipes {
  private static final int MOST = 48;
  private static final Logger LOG = LoggerFactory.getLogger(Pipes.class);

  private final AtomicInteger open = new AtomicInteger();

  /** An empty pipe, if one can be had. */
  Optional<Pipe> open(SpliceCalls calls) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return Optional.empty();
    }
    Optional<Pipe> pipe = ofFullSize(calls);
    if (pipe.isEmpty()) {
      open.decrementAndGet();
    }
    return pipe;
  }

  private static Optional<Pipe> ofFullSize(SpliceCalls calls) {
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

  /** Closes one, with what is inside. */
  void close(Pipe pipe) {
    pipe.close();
    open.decrementAndGet();
  }

  /** How many are open. */
  int count() {
    return open.get();
  }
}
