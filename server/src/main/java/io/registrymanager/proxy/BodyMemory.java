package io.registrymanager.proxy;

import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.BodySink;

/**
 * The memory of one body in flight. Usually that is its portion: the source reads no more than that
 * before the sink has written it. But when the other side ends its connection Netty reads all that
 * the kernel holds of it, whether or not anybody reads on, and it may be a long time until a slow
 * sink has written it. That is taken out of the same budget, and all of it is given back when the
 * sink has written it, not when the body is complete. Used on its event loop only.
 */
final class BodyMemory {
  /** So much may wait in any sink, a small body or a head, without being counted. */
  private static final long UNCOUNTED = 64 * 1024;

  private final BodyBudget budget;
  private final BodySink sink;
  private long portion;
  private long beyond;

  /** None of it taken. */
  BodyMemory(BodyBudget budget, BodySink sink) {
    this.budget = budget;
    this.sink = sink;
  }

  /** Takes a portion: its size, or 0 when nothing is left. */
  int take() {
    int taken = budget.take();
    portion += taken;
    return taken;
  }

  /** Whether that many bytes may wait beside those in the sink; takes more memory for them. */
  boolean hasRoomFor(long bytes) {
    long more = bytes + Backlog.of(sink.channel()) - UNCOUNTED - portion - beyond;
    if (more <= 0) {
      return true;
    }
    if (!budget.takeAlso(more)) {
      return false;
    }
    beyond += more;
    return true;
  }

  /** Gives all of it back as soon as the sink has written what it has. */
  void giveBack() {
    if (portion > 0) {
      sink.whenWritten(() -> budget.giveBack(portion));
    }
    if (beyond > 0) {
      sink.whenWritten(() -> budget.giveBackAlso(beyond));
    }
  }
}
