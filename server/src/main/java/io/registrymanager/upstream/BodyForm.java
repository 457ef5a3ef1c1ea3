package io.registrymanager.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** How the end of a body is known that is written behind a head. Thread-safe. */
public enum BodyForm {
  /** There is none, whatever the head says of its length: as in the answer to a HEAD (trap 56). */
  NONE {
    @Override
    public void write(Channel channel, HttpContent content) {
      content.release();
    }
  },

  /** By the length in the head, or by the end of the connection. */
  PLAIN {
    @Override
    public void write(Channel channel, HttpContent content) {
      if (content.content().isReadable()) {
        channel.write(content.content(), channel.voidPromise());
      } else {
        content.release();
      }
    }
  },

  /** By the last chunk. Trailers are not passed: one could carry what a head may not. */
  CHUNKED {
    @Override
    public void write(Channel channel, HttpContent content) {
      int size = content.content().readableBytes();
      if (size > 0) {
        channel.write(ascii(Integer.toHexString(size) + "\r\n"), channel.voidPromise());
        channel.write(content.content(), channel.voidPromise());
        channel.write(ascii("\r\n"), channel.voidPromise());
      } else {
        content.release();
      }
      if (content instanceof LastHttpContent) {
        channel.write(ascii("0\r\n\r\n"), channel.voidPromise());
      }
    }
  };

  /** Whether such an answer has no body, whatever it says of its length (trap 56). */
  public static boolean isNoneOf(String method, int status) {
    return method.equals("HEAD") || status == 204 || status == 205 || status == 304;
  }

  /** Writes a part of the body, which this owns now; does not flush. */
  public abstract void write(Channel channel, HttpContent content);

  /** On the heap: what cannot be allocated is to fail in the channel, which releases the rest. */
  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
