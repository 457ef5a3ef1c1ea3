package io.registrymanager.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * A body of known length behind a decoder of Netty's, counted here instead of there, because parts
 * of it may pass the decoder by: what the kernel moves from socket to socket is never read. The
 * decoder is told that the message has no content; {@link #decode} then stands in for it until the
 * body is complete. On the event loop of its channel.
 */
public final class CountedBody {
  private boolean begun;
  private long left;

  /**
   * Takes the body of that message over if its length is known and not 0; then the decoder must
   * take the message for one without content, and drop the end that it adds.
   */
  public boolean begins(HttpMessage message) {
    if (message.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return false;
    }
    left = HttpUtil.getContentLength(message, 0L);
    begun = left > 0;
    return begun;
  }

  /** Whether the end of the body has not been handed on. */
  public boolean isOpen() {
    return begun;
  }

  /** Hands on what there is of the body, with {@code LastHttpContent} at its end. */
  public void decode(ByteBuf in, List<Object> out) {
    int size = (int) Math.min(in.readableBytes(), left);
    left -= size;
    if (left == 0) {
      begun = false;
      out.add(
          size == 0
              ? LastHttpContent.EMPTY_LAST_CONTENT
              : new DefaultLastHttpContent(in.readRetainedSlice(size)));
    } else if (size > 0) {
      out.add(new DefaultHttpContent(in.readRetainedSlice(size)));
    }
  }

  /** Whether all of it passed by, and only its end is still to be handed on. */
  boolean hasPassed() {
    return begun && left == 0;
  }

  /** So many bytes of it passed by. */
  public void drawn(long bytes) {
    left -= bytes;
  }

  /** The rest of it passed by; whether its end is still to be handed on, by the caller. */
  public boolean end() {
    boolean open = begun;
    begun = false;
    return open;
  }
}
