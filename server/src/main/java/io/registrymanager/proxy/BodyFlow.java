package io.registrymanager.proxy;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.BodySink;
import io.registrymanager.upstream.BodySource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a transfer: how much its source reads at once, and whether it may read. It may
 * when the sink takes more and there is memory. A large body waits nowhere else: its source reads
 * on when its sink has written all, so that it never holds more than its portion. A large body
 * between two plain sockets is left to the kernel, from the first pause on. Used on its event loop
 * only.
 */
final class BodyFlow implements SplicedBody.Owner {
  /** Up to here a body is read in small portions, without a part of the budget. */
  private static final long SMALL = 64 * 1024;

  /** So much is worth a system call of its own; less is sent when the source pauses. */
  private static final int FLUSH = 64 * 1024;

  private final BodyBudget budget;
  private final BodyMemory memory;
  private final LoopSplicing splicing;
  private final Executor loop;
  private final BodySource source;
  private final BodySink sink;
  private final Runnable progress;
  private final Consumer<HttpContent> heldBack;
  private final Queue<HttpContent> behind = new ArrayDeque<>(0);
  private @Nullable SplicedBody spliced;
  private long left;
  private long heldBackBytes;
  private boolean isHandingOver;
  private int unflushed;
  private boolean isLarge;
  private boolean isNarrow;
  private boolean hasMemory = true;
  private boolean sinkReady = true;
  private boolean over;

  /**
   * A flow that has not begun.
   *
   * @param progress called when the kernel moved something
   * @param heldBack takes what {@link #holdsBack} kept, in its order
   */
  BodyFlow(
      BodyBudget budget,
      LoopSplicing splicing,
      Executor loop,
      BodySource source,
      BodySink sink,
      Runnable progress,
      Consumer<HttpContent> heldBack) {
    this.budget = budget;
    this.memory = new BodyMemory(budget, sink);
    this.splicing = splicing;
    this.loop = loop;
    this.source = source;
    this.sink = sink;
    this.progress = progress;
    this.heldBack = heldBack;
  }

  /** Begins a body of that many bytes, negative if nobody knows. */
  void begin(long length) {
    left = length;
    isLarge = length < 0 || length > SMALL;
    spliced = splicing.prepare(length, source.channel(), sink.channel(), this).orElse(null);
    if (spliced != null) {
      narrow();
    } else if (isLarge) {
      takePortion();
    }
    apply();
  }

  private void takePortion() {
    int portion = memory.take();
    hasMemory = portion > 0;
    if (hasMemory) {
      source.receiveSize().set(portion);
      narrow();
    } else {
      budget.await(loop, this::turn);
    }
  }

  private void narrow() {
    isNarrow = true;
    sink.allow(Backlog.NONE);
  }

  private void turn() {
    if (!over) {
      takePortion();
      apply();
    }
    if (over || hasMemory) {
      budget.passOn();
    }
  }

  /** Counts what was written; true when it should be flushed before more is. */
  boolean isFlushDue(int written) {
    left -= written;
    unflushed += written;
    if (unflushed < FLUSH) {
      return false;
    }
    unflushed = 0;
    return true;
  }

  /** What came in one go has been written: sends it, and looks whether the sink keeps up. */
  void paused() {
    if (!isSpliced()) {
      sink.flush();
      sinkReady(sink.isWritable());
    }
  }

  /** The sink takes more, or must not get more for now. */
  void sinkReady(boolean ready) {
    boolean changed = ready != sinkReady;
    sinkReady = ready;
    SplicedBody prepared = spliced;
    if (prepared != null && !prepared.hasBegun() && mayBeSpliced()) {
      splice(prepared);
    } else if (changed) {
      apply();
    }
  }

  private void splice(SplicedBody prepared) {
    source.setReading(false);
    if (!prepared.begin(
        (EpollSocketChannel) source.channel(), (EpollSocketChannel) sink.channel(), left)) {
      leaveSplice();
      takePortion();
      apply();
    }
  }

  /**
   * What is on its way through this process must stay in front of what is not. And a closed channel
   * says that it is gone only later, when its descriptor may be a stranger's; a closed sink has
   * nothing to wait in.
   */
  private boolean mayBeSpliced() {
    ChannelOutboundBuffer waiting = sink.channel().unsafe().outboundBuffer();
    return !over
        && left > 0
        && source.channel().isOpen()
        && source.isDry()
        && waiting != null
        && waiting.totalPendingWriteBytes() == 0;
  }

  /** Whether there is memory for a part that came; if not, the body cannot go on. */
  boolean hasRoomFor(HttpContent content) {
    return !isLarge
        || isHandingOver
        || memory.hasRoomFor(heldBackBytes + content.content().readableBytes());
  }

  private boolean isSpliced() {
    return spliced != null && spliced.hasBegun();
  }

  private void apply() {
    if (!over && !isSpliced()) {
      source.setReading(sinkReady && hasMemory);
    }
  }

  /** Whether the source is being read; if not, standing still is not its fault. */
  boolean isReading() {
    SplicedBody moving = spliced;
    return moving != null && moving.hasBegun() ? moving.isStarved() : sinkReady && hasMemory;
  }

  /**
   * Keeps a part that was read although the body is spliced: Netty reads what is there when the
   * other side ends its half of the connection. It must wait for what is in the pipe.
   */
  boolean holdsBack(HttpContent content) {
    SplicedBody moving = spliced;
    if (moving == null || !moving.hasBegun()) {
      return false;
    }
    behind.add(content);
    heldBackBytes += content.content().readableBytes();
    moving.stop();
    return true;
  }

  /** Nobody wants the rest: it is read and dropped from now on. */
  void giveUp() {
    leaveSplice();
    apply();
  }

  private void leaveSplice() {
    SplicedBody moving = spliced;
    spliced = null;
    if (moving != null) {
      moving.release();
    }
  }

  @Override
  public void moved(long drawn, long filled) {
    left -= drawn;
    source.drawn(drawn);
    sink.filled(filled);
    progress.run();
  }

  @Override
  public void completed(boolean followed) {
    leaveSplice();
    source.setReading(true);
    handOver();
    source.drawnAll(followed);
  }

  @Override
  public void drained() {
    leaveSplice();
    handOver();
    if (!over) {
      takePortion();
      apply();
    }
  }

  @Override
  public void sourceEnded() {
    if (source.isDry() && behind.isEmpty()) {
      leaveSplice();
      source.channel().close();
    } else {
      drained();
    }
  }

  @Override
  public void sinkBroken() {
    leaveSplice();
    sink.broken();
  }

  private void handOver() {
    isHandingOver = true; // there was room for it when it came
    while (!behind.isEmpty()) {
      heldBack.accept(behind.remove());
    }
    isHandingOver = false;
    heldBackBytes = 0;
  }

  /** Gives everything back; the body is complete or will never be. */
  void end() {
    if (over) {
      return;
    }
    over = true;
    if (isNarrow) {
      sink.allow(Backlog.SMALL);
    }
    source.receiveSize().reset();
    leaveSplice();
    while (!behind.isEmpty()) {
      behind.remove().release();
    }
    memory.giveBack();
  }
}
