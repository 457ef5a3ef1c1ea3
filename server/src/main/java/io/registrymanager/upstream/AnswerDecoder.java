package io.registrymanager.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.List;

/**
 * Netty's response decoder, told about HEAD, and able to say whether bytes are left over. Netty's
 * client codec is not: what follows an answer without making up a whole head would stay in it, and
 * become the beginning of somebody else's answer.
 */
final class AnswerDecoder extends HttpResponseDecoder {
  private final CountedBody body = new CountedBody();
  private boolean head;

  AnswerDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /** Whether the next final answer is to a HEAD. */
  void answersHead(boolean isHead) {
    head = isHead;
  }

  /** Whether everything that came has been made into answers. */
  boolean isEmpty() {
    return actualReadableBytes() == 0;
  }

  /** The body that is being read, or drawn past this. */
  CountedBody body() {
    return body;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (body.isOpen()) {
      body.decode(in, out);
      return;
    }
    super.decode(ctx, in, out);
    if (body.isOpen()) {
      out.removeLast();
    }
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    boolean interim =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    return head && !interim || super.isContentAlwaysEmpty(message) || body.begins(message);
  }
}
