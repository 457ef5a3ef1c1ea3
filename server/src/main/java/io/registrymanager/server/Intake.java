package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.upstream.ReceiveSize;
import java.util.function.Predicate;

/**
 * What comes in on a connection: read through the decoder and held back until it is its turn, or
 * drawn past both. Used on its event loop only.
 */
final class Intake {
  private final Channel channel;
  private final StrictRequestDecoder decoder;
  private final ReceiveSize receiveSize;
  private final Inbox inbox;

  Intake(
      Channel channel,
      StrictRequestDecoder decoder,
      ReceiveSize receiveSize,
      Predicate<Object> taker) {
    this.channel = channel;
    this.decoder = decoder;
    this.receiveSize = receiveSize;
    this.inbox = new Inbox(taker);
  }

  Channel channel() {
    return channel;
  }

  /** How much is read at once. */
  ReceiveSize receiveSize() {
    return receiveSize;
  }

  /** A message of the decoder. */
  void add(Object message) {
    inbox.add(message);
  }

  /** Hands over what is held and goes on so, or holds back. */
  void setOpen(boolean open) {
    inbox.setOpen(open);
  }

  /** Reads on if nothing is held back; what has arrived in the meantime goes first. */
  void readIfOpen() {
    channel.config().setAutoRead(inbox.isOpen() && inbox.isEmpty());
  }

  /** Whether messages wait for their turn. */
  boolean isHolding() {
    return !inbox.isEmpty();
  }

  /** Whether what comes next is in the socket. */
  boolean isDry() {
    return inbox.isEmpty() && decoder.isEmpty();
  }

  /** So many bytes of the request's body were drawn past the decoder. */
  void drawn(long bytes) {
    decoder.drawn(bytes);
  }

  /** The rest of the body was. */
  void drawnAll() {
    if (decoder.endBody()) {
      inbox.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  /** Drops what is held. */
  void discard() {
    inbox.discard();
  }
}
