package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.proxy.PassedFields;
import io.registrymanager.server.gate.Gate;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.Verdict;
import io.registrymanager.upstream.ReceiveSize;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: its requests one after another, each admitted by the gate before its body
 * is read. What arrives while nothing may be read (the decision is late, a second request came
 * early) waits in {@link Inbox}: nothing is lost, nothing overtakes. Used on its event loop only.
 */
final class FrontConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrontConnection.class);

  private final Channel channel;
  private final Loop loop;
  private final Listener listener;
  private final Gate gate;
  private final Peer peer;
  private final StrictRequestDecoder decoder;
  private final AnswerWriter writer;
  private final Intake intake;
  private final ConnectionClock clock;
  private @Nullable Exchange exchange;
  private final Persistence persistence = new Persistence();
  private @Nullable Lingering lingering;

  private FrontConnection(
      Channel channel, Loop loop, Listener listener, Gate gate, ReceiveSize receiveSize) {
    this.gate = gate;
    this.peer = listener.peer().apply(channel);
    this.channel = channel;
    this.loop = loop;
    this.listener = listener;
    this.decoder =
        new StrictRequestDecoder(
            listener.settings().limits(),
            loop.heads(),
            new RepeatedHead(loop.repeatedHeads()),
            peer);
    this.intake = new Intake(channel, decoder, receiveSize, this::dispatch);
    this.writer = new AnswerWriter(channel, loop, persistence);
    this.clock = new ConnectionClock(listener.settings().patience(), loop.proxy().standstill());
  }

  /** Puts together what serves a new connection. */
  static void assemble(
      Channel channel, Loop loop, Listener listener, Gate gate, ReceiveSize receiveSize) {
    FrontConnection connection = new FrontConnection(channel, loop, listener, gate, receiveSize);
    channel.pipeline().addLast(connection.decoder, connection);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    loop.opened(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Lingering discard = lingering;
    if (discard != null) {
      discard.discard(message);
    } else {
      intake.add(message);
    }
  }

  /** Takes one message; false if it is not its turn. */
  private boolean dispatch(Object message) {
    if (message instanceof HttpContent content) {
      body(content);
      return true;
    }
    if (exchange != null || persistence.isInRequest() || !channel.isWritable()) {
      // One at a time, and none for a client that does not read the answers it has already.
      channel.config().setAutoRead(false);
      return false;
    }
    if (message instanceof ReadHead head) {
      begin(head);
    } else if (message instanceof RejectedHead rejected) {
      reject(rejected);
    }
    return true;
  }

  private void begin(ReadHead read) {
    persistence.began(read);
    clock.requestBegan();
    RequestHead head = read.forGate();
    Exchange current = new Exchange(this, head, read.block().passed());
    exchange = current;
    intake.setOpen(false);
    CompletableFuture<Verdict> verdict = gate.admit(head).toCompletableFuture();
    if (verdict.isDone() && !verdict.isCompletedExceptionally()) {
      current.carryOut(verdict.join());
    } else {
      verdict.whenComplete(
          (late, failure) -> loop.eventLoop().execute(() -> carryOutLate(current, late, failure)));
    }
    // Only now: most requests are on their way by here, and asking the kernel to stop and to go on
    // again would be two calls for each.
    if (exchange == current) {
      intake.readIfOpen();
    }
  }

  private void carryOutLate(
      Exchange current, @Nullable Verdict verdict, @Nullable Throwable failure) {
    if (exchange != current) {
      return; // the client left
    }
    if (verdict == null) {
      LOG.error("no verdict about a request: the connection is closed", failure);
      current.failed("internal-error");
      close();
    } else {
      current.carryOut(verdict);
    }
  }

  private void body(HttpContent content) {
    if (content instanceof LastHttpContent) {
      persistence.bodyEnded();
    }
    Exchange current = exchange;
    if (content.decoderResult().isFailure()) {
      content.release();
      brokenBody(current);
    } else if (current != null) {
      current.body(content);
    } else {
      content.release(); // the rest of a request that is answered already
    }
    if (exchange == null && !persistence.isInRequest()) {
      clock.idles();
    }
  }

  /** Where the body ends is not known any more: nothing behind it can be read. */
  private void brokenBody(@Nullable Exchange current) {
    persistence.broken();
    if (current == null) {
      close();
    } else {
      current.brokenBody();
    }
  }

  private void reject(RejectedHead rejected) {
    persistence.broken();
    Exchange unread = new Exchange(this, ReadHead.unreadable(peer).forGate(), PassedFields.NONE);
    exchange = unread;
    unread.reject(rejected);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current != null) {
      current.bodyPaused();
    }
    if (decoder.isInsideHead()) {
      clock.headBegan();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    writer.whenWritten().changed();
    Exchange current = exchange;
    if (current != null) {
      current.writabilityChanged();
    } else if (lingering == null && channel.isWritable()) {
      setReading(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.closed(this);
    writer.whenWritten().changed();
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.clientGone();
    }
    intake.discard();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A handshake that fails is the client's affair: it does not know our authority, most often.
    if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
      LOG.debug("connection closed: {}", cause.toString());
    } else {
      LOG.warn("connection closed after an error of ours", cause);
    }
    close();
  }

  /** Reads on, or stops: what has arrived in the meantime goes first. */
  void setReading(boolean reading) {
    intake.setOpen(reading);
    if (reading) {
      exchange().ifPresent(Exchange::bodyPaused);
    }
    intake.readIfOpen();
  }

  /** What comes in on it. */
  Intake intake() {
    return intake;
  }

  /** Writes the answers of this connection. */
  AnswerWriter writer() {
    return writer;
  }

  /** The answer is complete: on to the next request, or the end of the connection. */
  void exchangeEnded() {
    exchange = null;
    if (persistence.isInRequest()) {
      clock.answered();
    } else {
      clock.idles();
    }
    if (persistence.isKept() && channel.isActive()) {
      setReading(true);
      return;
    }
    linger();
  }

  private void linger() {
    lingering =
        new Lingering(
            channel, listener.settings(), persistence.isInRequest() || intake.isHolding());
    intake.discard();
    lingering.begin();
  }

  void close() {
    writer.close();
  }

  void sweep(long now) {
    Exchange current = exchange;
    Lingering discard = lingering;
    clock.waits(writer.waiting(), now);
    if (current != null) {
      current.sweep(now);
    } else if (discard != null && discard.isOver(now) || clock.isOver(now)) {
      close();
    } else if (clock.isQuiet(now)) {
      decoder.idles();
    }
  }

  /** Whether there is something to finish: an answer, on its way out too, or a head. */
  boolean isBusy() {
    return exchange != null || lingering != null || decoder.isInsideHead();
  }

  /** The exchange under way, if there is one. */
  Optional<Exchange> exchange() {
    return Optional.ofNullable(exchange);
  }

  void drain() {
    persistence.drain();
    boolean begins = decoder.isInsideHead() && channel.isWritable();
    if (exchange == null && lingering == null && !begins) {
      linger();
    }
  }

  Loop loop() {
    return loop;
  }

  Listener listener() {
    return listener;
  }
}
