package io.registrymanager.upstream;

import io.netty.channel.Channel;

/**
 * The connection that a body comes from: read through its codec, or drawn past it by the kernel.
 * Used on its event loop only.
 */
public interface BodySource {
  /** The connection itself. */
  Channel channel();

  /** How much is read at once. */
  ReceiveSize receiveSize();

  /** Reads on, or stops: back-pressure. */
  void setReading(boolean reading);

  /** Whether all that was read has been handed on, so that what comes next is in the socket. */
  boolean isDry();

  /** So many bytes of the body were drawn past the codec. */
  void drawn(long bytes);

  /**
   * The body is complete, and its end was drawn past the codec: hands on the end.
   *
   * @param followed whether there are more bytes in the socket already
   */
  void drawnAll(boolean followed);
}
