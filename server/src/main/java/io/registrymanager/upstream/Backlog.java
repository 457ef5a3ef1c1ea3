package io.registrymanager.upstream;

import io.netty.channel.Channel;
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

  /** From now on that channel takes no more than this; on its event loop. */
  public void allowOn(Channel channel) {
    channel.config().setWriteBufferWaterMark(marks);
  }
}
