package io.registrymanager.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;

/** How much may wait to be written before a connection takes no more. */
public final class Backlog {
  /** Nothing: what is read next needs the memory that waits here. */
  public static final Backlog NONE = new Backlog(1, 1);

  /** A few answers without a large body. */
  public static final Backlog SMALL = new Backlog(32 * 1024, 64 * 1024);

  private final WriteBufferWaterMark marks;

  private Backlog(int low, int high) {
    this.marks = new WriteBufferWaterMark(low, high);
  }

  /** The memory of what waits to be written to that channel; none when it is closed. */
  public static long of(Channel channel) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes();
  }

  /** Bytes that the kernel has not taken yet, also of a part that is written by halves. */
  public static long unwritten(Channel channel) {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
  }

  /** From now on that channel takes no more than this; on its event loop. */
  public void allowOn(Channel channel) {
    channel.config().setWriteBufferWaterMark(marks);
  }
}
