package io.registrymanager.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.registrymanager.proxy.BodyFraming;

/**
 * The end of a connection whose client may still be sending: the answer goes out, our side is shut,
 * and a bounded rest is read and thrown away, so that the client reads the answer and not a reset
 * (trap 65). Used on one event loop only.
 */
final class Lingering {
  private static final long SHORT_BODY = 64 * 1024;

  private final Channel channel;
  private final ServerSettings settings;
  private final boolean unread;
  private boolean isOut;
  private long outSince;
  private long bytes;

  /**
   * The end of that connection.
   *
   * @param unread whether the client may be in the middle of a body, or of requests that will not
   *     be answered: a close with unread bytes would be a reset
   */
  Lingering(Channel channel, ServerSettings settings, boolean unread) {
    this.channel = channel;
    this.settings = settings;
    this.unread = unread;
  }

  /** Whether the rest of such a body is waited for rather than cut off. */
  static boolean isShort(BodyFraming framing) {
    return framing instanceof BodyFraming.Length length && length.bytes() <= SHORT_BODY;
  }

  void begin() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> answerIsOut());
    if (unread) {
      channel.config().setAutoRead(true);
    }
  }

  /** Behind the answer: a slow client may take its time for the last part of a large one. */
  private void answerIsOut() {
    isOut = true;
    outSince = System.nanoTime();
    if (unread && channel instanceof DuplexChannel duplex) {
      // With TLS the end is a message too: without it, what was read may be taken for cut off.
      SslHandler security = channel.pipeline().get(SslHandler.class);
      if (security == null) {
        duplex.shutdownOutput();
      } else {
        security.closeOutbound().addListener(_ -> duplex.shutdownOutput());
      }
    } else {
      channel.close();
    }
  }

  void discard(Object message) {
    if (message instanceof HttpContent content) {
      bytes += content.content().readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (bytes > settings.limits().linger()) {
      channel.close();
    }
  }

  /** Whether the rest has been waited for long enough. */
  boolean isOver(long now) {
    return isOut && now - outSince > settings.patience().linger().toNanos();
  }
}
