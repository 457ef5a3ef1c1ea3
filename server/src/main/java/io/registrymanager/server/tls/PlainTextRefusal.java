package io.registrymanager.server.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Tells a client that speaks plain HTTP here what is wrong, in words it can show: a closed
 * connection would look like a broken server.
 */
final class PlainTextRefusal extends ChannelInboundHandlerAdapter {
  private static final byte TLS_HANDSHAKE = 22;
  private static final byte[] ANSWER =
      """
      HTTP/1.1 400 Bad Request\r
      Content-Type: text/plain\r
      Content-Length: 33\r
      Connection: close\r
      \r
      this port speaks HTTPS, not HTTP
      """
          .getBytes(StandardCharsets.US_ASCII);

  private boolean refused;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof ByteBuf bytes
        && bytes.isReadable()
        && bytes.getByte(bytes.readerIndex()) != TLS_HANDSHAKE) {
      refused = true;
      bytes.release();
      ctx.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.fireChannelRead(message);
      ctx.pipeline().remove(this);
    }
  }
}
