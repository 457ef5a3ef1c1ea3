package io.registrymanager.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection within this machine does not need. There is no congestion, but a machine whose
 * default is bbr paces the loopback too: a timer for each 64 KiB, which costs a third of the
 * processor time of a push, and a fifth of a pull over TLS. Pulls without TLS become dearer without
 * it: they are left as the machine has them. Thread-safe.
 */
public final class Loopback {
  private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;

  /** Every Linux has it, and lets everybody choose it; it paces nothing. */
  private static final byte[] UNPACED = "reno".getBytes(StandardCharsets.US_ASCII);

  private static final ChannelOption<ByteBuffer> CONGESTION =
      new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, TCP_CONGESTION, UNPACED.length);

  private Loopback() {}

  /**
   * Spares that connection the pacing, if both its ends are on this machine; else, or if it is
   * closed, nothing happens.
   */
  public static void unpaced(Channel channel) {
    if (channel instanceof EpollSocketChannel
        && channel.remoteAddress() instanceof InetSocketAddress remote
        && remote.getAddress().isLoopbackAddress()) {
      try {
        channel.config().setOption(CONGESTION, ByteBuffer.wrap(UNPACED));
      } catch (ChannelException e) {
        LOG.debug("a connection within this machine stays paced: {}", e.toString());
      }
    }
  }
}
