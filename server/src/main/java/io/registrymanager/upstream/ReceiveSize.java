package io.registrymanager.upstream;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * How much a channel reads at once: little while heads come, much while a body streams (the more,
 * the fewer acknowledgements, wake-ups and timers for each GiB). One for each channel; used on its
 * event loop only.
 */
public final class ReceiveSize extends DefaultMaxMessagesRecvByteBufAllocator {
  private final int small;
  private int size;

  /** Reads {@code small} bytes at once until told otherwise. */
  public ReceiveSize(int small) {
    this.small = small;
    this.size = small;
  }

  /** From now on reads that much at once. */
  public void set(int bytes) {
    size = bytes;
  }

  /** Back to the small size. */
  public void reset() {
    size = small;
  }

  @Override
  @SuppressWarnings("deprecation") // the only handle that Netty's channels take
  public RecvByteBufAllocator.Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return size;
      }
    };
  }
}
