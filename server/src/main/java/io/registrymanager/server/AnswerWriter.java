package io.registrymanager.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.upstream.Backlog;

/** Writes the heads of answers: what every answer of ours carries, and how its end is known. */
final class AnswerWriter {
  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  // Names that know their hash, and bytes to be copied: these go out with every answer.
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("X-Content-Type-Options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
  private static final AsciiString API_VERSION =
      AsciiString.cached("Docker-Distribution-Api-Version");
  private static final AsciiString REGISTRY_2 = AsciiString.cached("registry/2.0");

  private static final int TIMED_OUT = 408;

  private final Channel channel;
  private final ResponseEncoder encoder;
  private final Loop loop;
  private final Persistence persistence;

  AnswerWriter(Channel channel, ResponseEncoder encoder, Loop loop, Persistence persistence) {
    this.channel = channel;
    this.encoder = encoder;
    this.loop = loop;
    this.persistence = persistence;
  }

  /** Sends {@code 100 Continue} if the client waits for it. */
  void invite() {
    if (persistence.takeInvitation()) {
      channel.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER),
          channel.voidPromise());
    }
  }

  /** Writes a part of a body; does not flush. */
  void body(HttpContent content) {
    channel.write(content, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  void allow(Backlog backlog) {
    backlog.allowOn(channel);
  }

  /**
   * Writes the head of an answer whose body follows. Without a length it is chunked even when the
   * connection ends with it: else an answer that was cut off would look complete (trap 74).
   */
  void head(HttpResponse answer, RequestHead head) {
    boolean isHead = head.method().equals("HEAD");
    HttpHeaders headers = answer.headers();
    int status = answer.status().code();
    boolean framed =
        headers.contains(HttpHeaderNames.CONTENT_LENGTH)
            || isHead
            || status == 204
            || status == 304;
    if (!framed && persistence.isChunkable()) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    common(headers, head);
    encoder.answersHead(isHead);
    channel.write(answer, channel.voidPromise());
  }

  /** Writes and flushes a whole answer. */
  void whole(EndpointResponse answer, RequestHead head) {
    if (answer.status() == TIMED_OUT) {
      persistence.drain(); // whoever sent nothing for so long will not send the rest
    }
    boolean isHead = head.method().equals("HEAD");
    byte[] body = answer.content().bytes();
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body),
            UNCHECKED,
            UNCHECKED);
    HttpHeaders headers = response.headers();
    answer.headers().forEach(headers::set);
    if (!answer.content().type().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.content().type());
    }
    if (answer.status() != 204) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    }
    common(headers, head);
    encoder.answersHead(isHead);
    channel.writeAndFlush(response, channel.voidPromise());
  }

  private void common(HttpHeaders headers, RequestHead head) {
    headers.set(HttpHeaderNames.DATE, loop.date());
    headers.set(REQUEST_ID, head.id().value());
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (head.isForRegistry()) {
      headers.set(API_VERSION, REGISTRY_2); // docker manifest wants it (trap 43)
    }
    if (!persistence.settle(head)) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }
}
