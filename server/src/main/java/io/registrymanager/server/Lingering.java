package io.registrymanager.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import io.registrymanager.proxy.BodyFraming;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client may still be sending: the answer goes out, our side is shut,
 * and a bounded rest is read and thrown away, so that the client reads the answer and not a reset
 * (trap 65). Used on one event loop only.
 */
final class Lingering {
  private static final long MOST_BYTES = 4L * 1024 * 1024;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long SHORT_BODY = 64 * 1024;

  private final Channel channel;
  private final boolean unread;
  private final long since = System.nanoTime();
  private long bytes;

  /**
   * The end of that connection.
   *
   * @param unread whether the client may be in the middle of a body
   */
  Lingering(Channel channel, boolean unread) {
    this.channel = channel;
    this.unread = unread;
  }

  /** Whether the rest of such a body is waited for rather than cut off. */
  static boolean isShort(BodyFraming framing) {
    return framing instanceof BodyFraming.Length length && length.bytes() <= SHORT_BODY;
  }

  void begin() {
    if (unread && channel instanceof DuplexChannel duplex) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> duplex.shutdownOutput());
      channel.config().setAutoRead(true);
    } else {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  void discard(Object message) {
    if (message instanceof HttpContent content) {
      bytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (bytes > MOST_BYTES) {
      channel.close();
    }
  }

  boolean isOver(long now) {
    return now - since > MOST_NANOS;
  }
}
