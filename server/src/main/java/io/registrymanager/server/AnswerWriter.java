package io.registrymanager.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.proxy.RelayedHead;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.BodyForm;
import io.registrymanager.upstream.HeadPrinter;
import io.registrymanager.upstream.WhenWritten;

/** Writes answers: what every answer of ours carries, and how its end is known. */
final class AnswerWriter {
  // Names that know their hash, and bytes to be copied: these go out with every answer.
  private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("X-Content-Type-Options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
  private static final AsciiString API_VERSION =
      AsciiString.cached("Docker-Distribution-Api-Version");
  private static final AsciiString REGISTRY_2 = AsciiString.cached("registry/2.0");

  private static final int TIMED_OUT = 408;

  /** Up to here a body is copied behind its head: one piece is sent faster than two. */
  private static final int SMALL = 4 * 1024;

  private final Channel channel;
  private final Loop loop;
  private final Persistence persistence;
  private final WhenWritten whenWritten;
  private BodyForm form = BodyForm.NONE;
  private boolean isOpenEnded;
  private boolean isComplete;

  AnswerWriter(Channel channel, Loop loop, Persistence persistence) {
    this.channel = channel;
    this.loop = loop;
    this.persistence = persistence;
    this.whenWritten = new WhenWritten(channel);
  }

  /** Sends {@code 100 Continue} if the client waits for it. */
  void invite() {
    if (persistence.takeInvitation()) {
      ByteBuf invitation = loop.printer().answer(100).end(channel.alloc(), 0);
      channel.writeAndFlush(invitation, channel.voidPromise());
    }
  }

  /** Writes a part of a body; does not flush. */
  void body(HttpContent content) {
    form.write(channel, content);
  }

  void flush() {
    channel.flush();
  }

  /** The answer whose head and body were written is complete: sends the rest of it. */
  void complete() {
    flush();
    isComplete = true;
  }

  /**
   * Closes the connection at once. Where its end is the end of the body, an answer that is cut off
   * would look whole: then it is reset, and over TLS there is no farewell (trap 74).
   */
  void close() {
    boolean looksWhole = isOpenEnded && !(isComplete && waiting() == 0);
    if (looksWhole && channel.isOpen()) { // a closed one's descriptor may be a stranger's
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().close(channel.newPromise()); // past the handler that says farewell
    } else {
      channel.close();
    }
  }

  /** Bytes that the client has not taken yet, those in the kernel apart. */
  long waiting() {
    return Backlog.unwritten(channel);
  }

  /** What is to be done when what waits is written. */
  WhenWritten whenWritten() {
    return whenWritten;
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
  void head(RelayedHead answer, RequestHead head) {
    HeadPrinter printer = loop.printer().answer(answer.status());
    answer.print(printer);
    form = form(answer);
    isOpenEnded = form == BodyForm.PLAIN && !answer.hasLength();
    isComplete = false;
    if (form == BodyForm.CHUNKED) {
      printer.field(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    common(printer, head);
    channel.write(printer.end(channel.alloc(), 0), channel.voidPromise());
  }

  private BodyForm form(RelayedHead answer) {
    if (answer.isBodiless()) {
      return BodyForm.NONE;
    }
    return answer.hasLength() || !persistence.isChunkable() ? BodyForm.PLAIN : BodyForm.CHUNKED;
  }

  /** Writes and flushes a whole answer. */
  void whole(EndpointResponse answer, RequestHead head) {
    if (answer.status() == TIMED_OUT) {
      persistence.drain(); // whoever sent nothing for so long will not send the rest
    }
    byte[] body = answer.content().bytes();
    HeadPrinter printer = loop.printer().answer(answer.status());
    answer.headers().forEach(printer::field);
    if (!answer.content().type().isEmpty()) {
      printer.field(HttpHeaderNames.CONTENT_TYPE, answer.content().type());
    }
    if (answer.status() != 204) {
      printer.field(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    }
    common(printer, head);
    write(printer, BodyForm.isNoneOf(head.method(), answer.status()) ? new byte[0] : body);
  }

  private void write(HeadPrinter printer, byte[] body) {
    if (body.length <= SMALL) {
      ByteBuf all = printer.end(channel.alloc(), body.length).writeBytes(body);
      channel.writeAndFlush(all, channel.voidPromise());
    } else {
      channel.write(printer.end(channel.alloc(), 0), channel.voidPromise());
      channel.writeAndFlush(Unpooled.wrappedBuffer(body), channel.voidPromise());
    }
  }

  private void common(HeadPrinter printer, RequestHead head) {
    printer.field(HttpHeaderNames.DATE, loop.date());
    printer.field(REQUEST_ID, head.id().value());
    printer.field(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (head.isForRegistry()) {
      printer.field(API_VERSION, REGISTRY_2); // docker manifest wants it (trap 43)
    }
    if (!persistence.settle(head)) {
      printer.field(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }
}
