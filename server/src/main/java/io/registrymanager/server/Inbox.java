package io.registrymanager.server;

import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * Holds back the messages of a connection while nobody may have them. One read can bring a head,
 * its body and the next request together; they are handed over in that order, whenever the decision
 * comes. Used on one event loop only.
 */
final class Inbox {
  private final Predicate<Object> taker;
  private final Queue<Object> held = new ArrayDeque<>(4);
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
      while (open && !held.isEmpty() && taker.test(held.element())) {
        held.remove();
      }
    } finally {
      handing = false;
    }
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
