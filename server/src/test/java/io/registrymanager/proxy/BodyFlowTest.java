package io.registrymanager.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.registrymanager.testkit.Await;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.BodySink;
import io.registrymanager.upstream.BodySource;
import io.registrymanager.upstream.ReceiveSize;
import io.registrymanager.upstream.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a body does on its event loop between the closing of a socket and the news of it. */
class BodyFlowTest {
  private static final int LENGTH = 1_000;
  private static final byte[] SECRET = new byte[LENGTH];

  private final EventLoopGroup loops = Transport.EPOLL.newLoops(1, "test");
  private final ReceiveSize receiveSize = new ReceiveSize(1024);
  private final Splicing splicing = new Splicing(Splicing.Mode.ALWAYS);
  private ServerSocket server = newServer();

  @BeforeEach
  void open() {
    assertThat(splicing.calls()).as("this system splices").isPresent();
  }

  @AfterEach
  void close() throws Exception {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    server.close();
  }

  @Test
  void nothingIsDrawnFromAStrangerWhoHasTheNumberOfAClosedSource() throws Exception {
    EpollSocketChannel source = connect();
    onItsLoop(
        source,
        flow -> {
          Path number = Path.of("/proc/self/fd/" + source.fd().intValue());
          source.close();
          try (Socket stranger = new Socket(server.getInetAddress(), server.getLocalPort());
              Socket other = acceptedFrom(stranger)) {
            other.getOutputStream().write(SECRET);
            Await.until(Duration.ofSeconds(5), "it arrived", () -> available(stranger) == LENGTH);
            assertThat(number).as("somebody has the number now").exists();
            flow.sinkReady(true);
            assertThat(available(stranger)).isEqualTo(LENGTH);
            assertThat(isSpliced(flow)).isFalse();
          }
        });
  }

  @Test
  void betweenOpenSocketsItBegins() throws Exception {
    onItsLoop(
        connect(),
        flow -> {
          flow.sinkReady(true);
          assertThat(isSpliced(flow)).isTrue();
        });
  }

  /** A body that cannot be spliced is copied. */
  @Test
  void withoutADescriptorLeftItIsRead() throws Exception {
    EpollSocketChannel source = connect();
    DescriptorLimit limit = DescriptorLimit.ofThisProcess();
    onItsLoop(
        source,
        flow -> {
          limit.set(0);
          try {
            flow.sinkReady(true);
          } finally {
            limit.restore();
          }
          assertThat(isSpliced(flow)).isFalse();
          assertThat(source.config().isAutoRead()).isTrue();
          assertThat(source.isOpen()).isTrue();
        });
  }

  private interface Play {
    void with(BodyFlow flow) throws IOException;
  }

  /** Plays with a flow that has begun, on the event loop, and ends it; no pipe may be left then. */
  private void onItsLoop(EpollSocketChannel source, Play play) throws Exception {
    EpollSocketChannel sink = connect();
    Callable<Void> played =
        () -> {
          BodyFlow flow = flow(source, sink);
          flow.begin(LENGTH);
          try {
            play.with(flow);
          } finally {
            flow.end();
          }
          return null;
        };
    loops.next().submit(played).get();
    assertThat(splicing.underWay()).isZero();
  }

  private static boolean isSpliced(BodyFlow flow) {
    HttpContent content = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
    return flow.holdsBack(content);
  }

  private BodyFlow flow(Channel source, Channel sink) {
    return new BodyFlow(
        new BodyBudget(1024 * 1024),
        new LoopSplicing(splicing),
        source.eventLoop(),
        new Source(source, receiveSize),
        new Sink(sink),
        () -> {},
        HttpContent::release);
  }

  private EpollSocketChannel connect() throws Exception {
    return (EpollSocketChannel)
        new Bootstrap()
            .group(loops)
            .channel(EpollSocketChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(server.getLocalSocketAddress())
            .sync()
            .channel();
  }

  private Socket acceptedFrom(Socket client) throws IOException {
    Socket accepted = server.accept();
    while (accepted.getPort() != client.getLocalPort()) {
      accepted = server.accept();
    }
    return accepted;
  }

  private static int available(Socket socket) {
    try {
      return socket.getInputStream().available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket newServer() {
    try {
      return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Source(Channel channel, ReceiveSize receiveSize) implements BodySource {
    @Override
    public void setReading(boolean reading) {
      channel.config().setAutoRead(reading);
    }

    @Override
    public boolean isDry() {
      return true;
    }

    @Override
    public void drawn(long bytes) {
      // nobody counts
    }

    @Override
    public void drawnAll(boolean followed) {
      // nobody waits for it
    }
  }

  private record Sink(Channel channel) implements BodySink {
    @Override
    public void allow(Backlog backlog) {
      backlog.allowOn(channel);
    }

    @Override
    public void whenWritten(Runnable then) {
      then.run();
    }

    @Override
    public boolean isWritable() {
      return channel.isWritable();
    }

    @Override
    public void flush() {
      channel.flush();
    }

    @Override
    public void filled(long bytes) {
      // nobody counts
    }

    @Override
    public void broken() {
      // nobody waits for it
    }
  }
}
