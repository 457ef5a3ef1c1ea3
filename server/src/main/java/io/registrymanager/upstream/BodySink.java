package io.registrymanager.upstream;

import io.netty.channel.Channel;

/**
 * The connection that a body goes to: written through its codec, or filled past it by the kernel.
 * Used on its event loop only.
 */
public interface BodySink {
  /** The connection itself. */
  Channel channel();

  /** How much may wait to be written before {@link #isWritable} is false. */
  void allow(Backlog backlog);

  /** Whether more may be written for now. */
  boolean isWritable();

  /**
   * Has {@code then} done when it has written what waits in it, but for a little, or is closed: at
   * once, if so little waits.
   */
  void whenWritten(Runnable then);

  /** Sends what was written. */
  void flush();

  /** So many bytes of the body went to it past the codec. */
  void filled(long bytes);

  /** It takes nothing any more. */
  void broken();
}
