package io.registrymanager.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a head whose header fields are, byte for byte, those of the head before, and which has
 * no body. A client that works through an image says the same of itself with each request; only the
 * first line differs, which is read anew each time. What follows from the fields is decided anew
 * too: only their reading is spared. Used on one event loop only.
 */
final class RepeatedHead {
  /** Larger ones are not worth their memory. */
  private static final int MOST = 4 * 1024;

  private static final byte[] EMPTY_LINE = {'\r', '\n'};

  /** What was read of them takes about so many times their bytes. */
  private static final long WEIGHT = 4;

  private final MemoryBudget memory;
  private @Nullable Kept kept;

  /** Fields, from the end of the first line to the empty line, and what was read of them. */
  private record Kept(ByteBuf bytes, HeaderBlock block) {
    long weight() {
      return WEIGHT * bytes.capacity();
    }
  }

  /** None yet; what is kept comes out of that memory, and nothing is kept when it is used up. */
  RepeatedHead(MemoryBudget memory) {
    this.memory = memory;
  }

  /**
   * Keeps what was read of a sound head.
   *
   * @param head all of it but the empty line
   */
  void keep(byte[] head, HeaderBlock read) {
    forget();
    int lineEnd = lineEnd(head);
    int size = head.length - lineEnd + EMPTY_LINE.length;
    if (read.isWhole() && size <= MOST && memory.take(WEIGHT * size)) {
      byte[] fields = Arrays.copyOfRange(head, lineEnd, lineEnd + size);
      System.arraycopy(EMPTY_LINE, 0, fields, size - EMPTY_LINE.length, EMPTY_LINE.length);
      kept = new Kept(Unpooled.wrappedBuffer(fields), read);
    }
  }

  /** Gives the memory back: the client is silent. */
  void forget() {
    if (kept != null) {
      memory.giveBack(kept.weight());
    }
    kept = null;
  }

  /**
   * The next head if it repeats the fields, consumed; nothing, and nothing consumed, if it does
   * not, is not complete, or must be looked at more closely.
   */
  Optional<ReadHead> next(ByteBuf in, int longestLine) {
    Kept before = kept;
    if (before == null) {
      return Optional.empty();
    }
    int start = in.readerIndex();
    int newline = in.indexOf(start, Math.min(in.writerIndex(), start + longestLine), (byte) '\n');
    int lineEnd = newline - 1;
    int size = before.bytes().capacity();
    if (lineEnd <= start
        || in.writerIndex() - lineEnd < size
        || !ByteBufUtil.equals(before.bytes(), 0, in, lineEnd, size)) {
      return Optional.empty();
    }
    byte[] line = ByteBufUtil.getBytes(in, start, lineEnd - start, true);
    Optional<ReadHead> head =
        RequestLine.read(line, line.length)
            .filter(RequestLine::isCurrent)
            .map(first -> new ReadHead(first, before.block()));
    if (head.isPresent()) {
      in.readerIndex(lineEnd + size);
    }
    return head;
  }

  private static int lineEnd(byte[] head) {
    int i = 0;
    while (head[i] != '\r') {
      i++;
    }
    return i;
  }
}
