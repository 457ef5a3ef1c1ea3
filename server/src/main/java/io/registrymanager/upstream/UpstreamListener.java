package io.registrymanager.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** Hears what a leased connection does; always on the connection's event loop. */
public interface UpstreamListener {
  /** The head of a final answer came. */
  void answered(HttpResponse head);

  /** A part of the body came, {@code LastHttpContent} at its end; the listener owns it. */
  void received(HttpContent content);

  /** What came in one go has been handed over: now is the time to flush. */
  void paused();

  /** More, or no more, can be written. */
  void writabilityChanged();

  /**
   * The connection is of no use any more, before the answer was complete. Nothing follows.
   *
   * @param cause what happened
   */
  void lost(Loss cause);

  /** Why a connection ended before its answer did. */
  enum Loss {
    /** Closed or reset by the registry. */
    CLOSED,
    /** It sent something that is not HTTP. */
    GARBLED
  }
}
