package io.registrymanager.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.registrymanager.testkit.CongestionControl;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackTest {
  private static final Path DEFAULT = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

  private final EventLoopGroup loops = Transport.best().newLoops(1, "test");

  @AfterEach
  void close() {
    loops.shutdownGracefully();
  }

  @Test
  void aConnectionWithinThisMachineIsNotPaced() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel channel = connect(Transport.best(), loops, server);
      String before = Files.readString(DEFAULT).strip();
      assertThat(CongestionControl.of(channel)).isEqualTo(before);

      Loopback.unpaced(channel);

      assertThat(CongestionControl.of(channel)).isEqualTo("reno");
      channel.close().sync();
      Loopback.unpaced(channel); // closed by now, which changes nothing
    }
  }

  @Test
  void anotherTransportIsLeftAlone() throws Exception {
    EventLoopGroup nio = Transport.NIO.newLoops(1, "nio");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel channel = connect(Transport.NIO, nio, server);
      Loopback.unpaced(channel);
      assertThat(channel.isActive()).isTrue();
    } finally {
      nio.shutdownGracefully();
    }
  }

  private static Channel connect(Transport transport, EventLoopGroup group, ServerSocket server)
      throws InterruptedException {
    return new Bootstrap()
        .group(group)
        .channel(transport.clientChannel())
        .handler(new ChannelInboundHandlerAdapter())
        .connect(server.getLocalSocketAddress())
        .sync()
        .channel();
  }
}
