package io.registrymanager.upstream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.registrymanager.thread.NonBlocking;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How bytes move: epoll where its native library loads, Java's own selector elsewhere. One event
 * loop serves a client and its upstream connection, so a transfer never crosses threads.
 * Thread-safe.
 */
public enum Transport {
  EPOLL,
  NIO;

  /** The best one this computer has. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** What encrypts: boringssl where its native library loads, Java's own TLS elsewhere. */
  public static SslProvider encryption() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }

  /** Event loops, whose threads are marked {@link NonBlocking}. */
  public EventLoopGroup newLoops(int count, String name) {
    IoHandlerFactory handlers =
        switch (this) {
          case EPOLL -> EpollIoHandler.newFactory();
          case NIO -> NioIoHandler.newFactory();
        };
    return new MultiThreadIoEventLoopGroup(count, threads(name), handlers);
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> new LoopThread(task, name + "-" + number.incrementAndGet());
  }

  /**
   * Where buffers come from. Netty's default, the adaptive allocator, makes a new buffer of 256 KiB
   * for each read of a body and fills it with zeros first.
   */
  public ByteBufAllocator allocator() {
    return PooledByteBufAllocator.DEFAULT;
  }

  /** Outgoing connections. */
  Class<? extends SocketChannel> clientChannel() {
    return switch (this) {
      case EPOLL -> EpollSocketChannel.class;
      case NIO -> NioSocketChannel.class;
    };
  }

  /** Listening on TCP. */
  public Class<? extends ServerChannel> serverChannel() {
    return switch (this) {
      case EPOLL -> EpollServerSocketChannel.class;
      case NIO -> NioServerSocketChannel.class;
    };
  }

  /** Listening on a Unix socket. */
  public Class<? extends ServerChannel> domainServerChannel() {
    return switch (this) {
      case EPOLL -> EpollServerDomainSocketChannel.class;
      case NIO -> NioServerDomainSocketChannel.class;
    };
  }

  private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {
    private LoopThread(Runnable task, String name) {
      super(task, name);
    }
  }
}
