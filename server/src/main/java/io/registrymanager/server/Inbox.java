package io.registrymanager.server;

import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the messages of a connection while nobody may have them. One read can bring a head,
 * its body and the next request together; they are handed over in that order, whenever the decision
 * comes. Used on one event loop only.
 */
final class Inbox {
  private final Predicate<Object> taker;
  private final Deque<Object> held = new ArrayDeque<>(4);
  private boolean open = true;
  private boolean handing;

  /**
   * An inbox, open.
   *
   * @param taker takes a message and is its owner then; false if it is not its turn yet
   */
  Inbox(Predicate<Object> taker) {
    this.taker = taker;
  }

  void add(Object message) {
    if (open && held.isEmpty() && !handing && taker.test(message)) {
      return;
    }
    held.add(message);
    handOver();
  }

  /** Opens, and hands over what is held, or closes. */
  void setOpen(boolean nowOpen) {
    open = nowOpen;
    handOver();
  }

  private void handOver() {
    if (handing) {
      return; // the taker opened or closed us: the loop below goes on accordingly
    }
    handing = true;
    try {
      // Out of the queue before it is handed over: the taker may end everything and discard the
      // rest.
      for (Object next = poll(); next != null; next = poll()) {
        if (!taker.test(next)) {
          held.addFirst(next);
          return;
        }
      }
    } finally {
      handing = false;
    }
  }

  private @Nullable Object poll() {
    return open ? held.poll() : null;
  }

  boolean isOpen() {
    return open;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Drops what is held. */
  void discard() {
    while (!held.isEmpty()) {
      ReferenceCountUtil.release(held.remove());
    }
  }
}
