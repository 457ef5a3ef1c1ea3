package io.registrymanager.testkit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** By which rule the kernel decides how fast a connection sends. */
public final class CongestionControl {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;
  private static final int LONGEST_NAME = 16;

  private static final ChannelOption<ByteBuffer> OPTION =
      new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, TCP_CONGESTION, LONGEST_NAME);

  private CongestionControl() {}

  /** The name of that rule, of a connection by epoll. */
  public static String of(Channel channel) throws IOException {
    ByteBuffer name = channel.config().getOption(OPTION);
    if (name == null) {
      throw new IOException("no answer");
    }
    return StandardCharsets.US_ASCII.decode(name).toString().replace("\0", "");
  }
}
