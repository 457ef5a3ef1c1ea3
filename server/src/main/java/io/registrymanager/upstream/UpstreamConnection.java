package io.registrymanager.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.registrymanager.upstream.UpstreamListener.Loss;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the registry, leased to one request at a time. Everything happens on its event
 * loop. A lease ends with exactly one of {@link #release} and {@link #close}.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter
    implements BodySource, BodySink {
  private static final int MOST_INTERIM_ANSWERS = 100;

  private final UpstreamPool pool;
  private final Channel channel;
  private final ReceiveSize receiveSize;
  private final AnswerDecoder answers;
  private final WhenWritten whenWritten;
  private @Nullable UpstreamListener listener;
  private BodyForm body = BodyForm.NONE;
  private boolean reused;
  private boolean keepAlive;
  private boolean answerComplete;
  private boolean skipping;
  private boolean returning;
  private int interim;
  private long idleSince;

  UpstreamConnection(
      UpstreamPool pool, Channel channel, ReceiveSize receiveSize, AnswerDecoder answers) {
    this.pool = pool;
    this.channel = channel;
    this.receiveSize = receiveSize;
    this.answers = answers;
    this.whenWritten = new WhenWritten(channel);
  }

  /** Whether an earlier request used it: then it may have gone stale without our seeing it. */
  public boolean isReused() {
    return reused;
  }

  /** Declines it before a lease: whoever asked is gone. */
  public void giveBack() {
    pool.returned(this);
  }

  /** Begins a request on it. */
  public void lease(UpstreamListener newListener) {
    listener = newListener;
    answerComplete = false;
    interim = 0;
  }

  /** Begins to print the head of a request: its first line, and what is ours to say in it. */
  public HeadPrinter request(String method, String target) {
    answers.answersHead(method.equals("HEAD"));
    return pool.printer().request(method, target).fields(pool.ownFields());
  }

  /** Ends the head that was printed, and writes it; does not flush. */
  public void begin(HeadPrinter head, BodyForm form) {
    body = form;
    channel.write(head.end(channel.alloc(), 0), channel.voidPromise());
  }

  /** Writes a part of the request's body, which this owns now; does not flush. */
  public void write(HttpContent content) {
    body.write(channel, content);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void whenWritten(Runnable then) {
    whenWritten.run(then);
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void setReading(boolean reading) {
    channel.config().setAutoRead(reading);
  }

  @Override
  public void allow(Backlog backlog) {
    backlog.allowOn(channel);
  }

  @Override
  public ReceiveSize receiveSize() {
    return receiveSize;
  }

  @Override
  public boolean isDry() {
    return answers.isEmpty();
  }

  @Override
  public void drawn(long bytes) {
    answers.body().drawn(bytes);
  }

  @Override
  public void drawnAll(boolean followed) {
    UpstreamListener current = listener;
    if (followed) {
      keepAlive = false; // an end, or bytes nobody asked for: they must never meet the next request
    }
    if (answers.body().end() && current != null) {
      received(current, LastHttpContent.EMPTY_LAST_CONTENT);
      readComplete();
    }
  }

  @Override
  public void filled(long bytes) {
    // the transfer counts
  }

  @Override
  public void broken() {
    // It takes no more, but its answer may be here already: reading tells.
    ((DuplexChannel) channel).shutdownOutput();
  }

  /**
   * Ends the lease, when the answer is complete. The connection is kept for the next request if the
   * registry agrees.
   */
  public void release() {
    listener = null;
    if (!keepAlive || !answerComplete || !channel.isActive() || takesNoMore()) {
      channel.close();
      return;
    }
    receiveSize.reset();
    channel.config().setAutoRead(true);
    reused = true;
    returning = true;
  }

  private boolean takesNoMore() {
    return channel instanceof DuplexChannel duplex && duplex.isOutputShutdown();
  }

  /** Ends the lease and the connection: the request or its answer was not complete. */
  public void close() {
    listener = null;
    channel.close();
  }

  boolean isActive() {
    return channel.isActive();
  }

  void idleSince(long nanos) {
    idleSince = nanos;
  }

  long idleSince() {
    return idleSince;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    UpstreamListener current = listener;
    if (current == null || answerComplete) {
      // Bytes nobody asked for: whatever they are, they must not be read as the next answer.
      ReferenceCountUtil.release(message);
      ctx.close();
    } else if (message instanceof HttpResponse head) {
      answered(current, head);
    } else if (message instanceof HttpContent content) {
      received(current, content);
    }
  }

  private void answered(UpstreamListener current, HttpResponse head) {
    skipping = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (!isSound(head) || skipping && ++interim > MOST_INTERIM_ANSWERS) {
      lose(current, Loss.GARBLED);
    } else if (!skipping) {
      keepAlive = HttpUtil.isKeepAlive(head);
      current.answered(head);
    }
  }

  /** Nobody asked for another protocol, and a status outside the classes means nothing. */
  private static boolean isSound(HttpResponse head) {
    return head.decoderResult().isSuccess()
        && head.status().codeClass() != HttpStatusClass.UNKNOWN
        && head.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
  }

  private void received(UpstreamListener current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      lose(current, Loss.GARBLED);
    } else if (skipping) {
      content.release();
    } else {
      answerComplete = content instanceof LastHttpContent;
      current.received(content);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    readComplete();
  }

  private void readComplete() {
    if (listener == null && !answers.isEmpty()) {
      channel.close(); // the beginning of something nobody asked for
    }
    if (returning) {
      // Not before everything that came together with the answer has been looked at: what follows
      // it must never meet the next request.
      returning = false;
      if (channel.isActive()) {
        pool.returned(this);
      }
    }
    UpstreamListener current = listener;
    if (current != null) {
      current.paused();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    whenWritten.changed();
    UpstreamListener current = listener;
    if (current != null) {
      current.writabilityChanged();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pool.closed(this);
    whenWritten.changed();
    ended();
  }

  /** What was drawn past the codec may be whole, and still on its way to the client. */
  private void ended() {
    UpstreamListener current = listener;
    if (current == null || answerComplete) {
      return;
    }
    if (answers.body().hasPassed()) {
      drawnAll(true);
    } else {
      lose(current, Loss.CLOSED);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (channel.isActive() && takesNoMore()) {
      return; // it takes no more, but its answer may be here already: reading tells
    }
    ended();
    ctx.close();
  }

  private void lose(UpstreamListener current, Loss cause) {
    close();
    current.lost(cause);
  }
}
