package io.registrymanager.observation;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A bounded queue of lines from many threads to one, whose lines are written in place: a line costs
 * no allocation and no lock. Each slot carries a turn; a slot whose turn is {@code n} may be
 * claimed by the {@code n}-th line, and one whose turn is {@code n + 1} holds it.
 */
final class LineRing {
  private final JsonLine[] lines;
  private final AtomicLongArray turns;
  private final AtomicLong tail = new AtomicLong();
  private final int mask;
  private long head;

  /** A ring of that many lines, a power of two. */
  LineRing(int capacity) {
    lines = new JsonLine[capacity];
    turns = new AtomicLongArray(capacity);
    mask = capacity - 1;
    for (int i = 0; i < capacity; i++) {
      lines[i] = new JsonLine();
      turns.setPlain(i, i);
    }
  }

  /** The turn of a slot to write into, or -1 if all are taken. Whoever claims must publish. */
  long claim() {
    while (true) {
      long turn = tail.get();
      long found = turns.get(slot(turn));
      if (found < turn) {
        return -1;
      }
      if (found == turn && tail.compareAndSet(turn, turn + 1)) {
        return turn;
      }
    }
  }

  JsonLine line(long turn) {
    return lines[slot(turn)];
  }

  void publish(long turn) {
    turns.set(slot(turn), turn + 1);
  }

  /** Whether no line waits for {@link #head}; only for the reading thread. */
  boolean isEmpty() {
    return turns.get(slot(head)) != head + 1;
  }

  /** The oldest line; only for the reading thread, and only when there is one. */
  JsonLine head() {
    return lines[slot(head)];
  }

  /** Frees the slot of the oldest line; only for the reading thread. */
  void release() {
    turns.set(slot(head), head + mask + 1);
    head++;
  }

  private int slot(long turn) {
    return (int) turn & mask;
  }
}
