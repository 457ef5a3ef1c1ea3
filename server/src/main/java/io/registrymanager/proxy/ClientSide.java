package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.registrymanager.upstream.BodySink;
import io.registrymanager.upstream.BodySource;

/**
 * The client's half of a transfer. Used on its event loop only. Exactly one of {@link #finished},
 * {@link #fail} and {@link #abort} ends a transfer, unless the client went first.
 */
public interface ClientSide extends BodySource, BodySink {
  /**
   * Sends the interim answer that a client with {@code Expect: 100-continue} waits for, if this one
   * does.
   */
  void invite();

  /** Begins the answer. The head carries status and end-to-end headers, its framing included. */
  void answer(RelayedHead head);

  /** Sends a part of the answer's body, which it owns now; does not flush. */
  void send(HttpContent content);

  /** The answer is complete. */
  void finished();

  /** No answer began: answer with that failure. */
  void fail(ProxyFailure failure);

  /**
   * The answer began and cannot be completed: close, so that nobody takes it for whole (trap 74).
   */
  void abort(ProxyFailure failure);
}
