package io.registrymanager.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.EventExecutor;
import io.registrymanager.catalog.UpstreamCatalog;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.identity.UserId;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.RequestObserver;
import io.registrymanager.proxy.RegistryProxy;
import io.registrymanager.server.gate.Gate;
import io.registrymanager.server.tls.CertificateFolder;
import io.registrymanager.thread.Blocking;
import io.registrymanager.upstream.ReceiveSize;
import io.registrymanager.upstream.RegistryCatalogClient;
import io.registrymanager.upstream.Transport;
import io.registrymanager.upstream.UpstreamAddress;
import io.registrymanager.upstream.UpstreamHealth;
import io.registrymanager.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The listeners and their event loops: bind, serve, drain. Its methods block and belong to the
 * thread that starts and stops the program; {@link #endTransfersOf} may be called from anywhere.
 */
public final class RegistryManagerServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int SMALL_READ = 4 * 1024;

  private final ServerSettings settings;
  private final Transport transport;
  private final EventLoopGroup group;

  /**
   * Accepts and does nothing else. An event loop that accepts may give the new connection the
   * number of a file that it closed a moment ago, and then hand it the hang-up that was meant for
   * the old one: Netty's epoll stops to watch it, and a live client is cut off.
   */
  private final EventLoopGroup acceptor;

  private final Map<EventExecutor, Loop> loops = new LinkedHashMap<>();
  private final RequestObserver observer;
  private final Executor blocking;
  private final List<Channel> listening = new ArrayList<>();

  /**
   * A server that does not listen yet.
   *
   * @param blocking where endpoints run: virtual threads
   */
  public RegistryManagerServer(
      ServerSettings settings,
      Transport transport,
      RegistryProxy proxy,
      RequestObserver observer,
      Executor blocking) {
    this.settings = settings;
    this.transport = transport;
    this.observer = observer;
    this.blocking = blocking;
    this.group = transport.newLoops(settings.loops(), "loop");
    this.acceptor = transport.newLoops(1, "accept");
    MemoryBudget heads = new MemoryBudget(settings.limits().incompleteHeads());
    MemoryBudget bodies = new MemoryBudget(settings.limits().endpointBodies());
    for (EventExecutor executor : group) {
      if (executor instanceof EventLoop eventLoop) {
        Loop loop =
            new Loop(eventLoop, proxy.on(eventLoop, settings.loops(), transport), heads, bodies);
        loops.put(executor, loop);
        loop.start();
      }
    }
  }

  /**
   * Serves on a TCP address.
   *
   * @return the address, with the real port where 0 was asked for
   * @throws IOException if it cannot be bound
   */
  public InetSocketAddress listen(InetSocketAddress address, Gate gate) throws IOException {
    return listen(address, gate, _ -> {});
  }

  /**
   * Serves on a TCP address, with TLS.
   *
   * @return the address, with the real port where 0 was asked for
   * @throws IOException if it cannot be bound
   */
  public InetSocketAddress listen(
      InetSocketAddress address, Gate gate, CertificateFolder certificates) throws IOException {
    return listen(address, gate, certificates::secure);
  }

  private InetSocketAddress listen(InetSocketAddress address, Gate gate, Consumer<Channel> security)
      throws IOException {
    Channel channel =
        bind(
            transport.serverChannel(),
            address,
            listener(
                security,
                _ -> Optional.of(gate),
                client -> Peer.of(client, settings.trustedProxies())));
    if (channel.localAddress() instanceof InetSocketAddress bound) {
      return bound;
    }
    throw new IOException("listening on something that is not TCP");
  }

  /**
   * Serves on a Unix socket; what lies at its path is replaced. The folder it lies in must be
   * closed to others.
   *
   * <p>Only this user and root are let in, where the transport tells who it is.
   *
   * @param gateFor the gate for the user id at the other end
   * @throws IOException if it cannot be bound
   */
  public void listenLocally(Path path, LongFunction<Gate> gateFor) throws IOException {
    Files.deleteIfExists(path);
    SocketAddress address =
        switch (transport) {
          case EPOLL -> new DomainSocketAddress(path.toString());
          case NIO -> UnixDomainSocketAddress.of(path);
        };
    PeerUser peer = PeerUser.ofThisProcess();
    bind(
        transport.domainServerChannel(),
        address,
        listener(
            _ -> {},
            channel -> peer.admits(channel).map(gateFor::apply),
            _ -> new Peer.Direct(ClientAddress.LOCAL)));
  }

  private Listener listener(
      Consumer<Channel> security,
      Function<Channel, Optional<Gate>> gate,
      Function<Channel, Peer> peer) {
    return new Listener(security, gate, peer, settings, observer, blocking);
  }

  private Channel bind(
      Class<? extends ServerChannel> type, SocketAddress address, Listener listener)
      throws IOException {
    Blocking.check();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOCATOR, transport.allocator())
            .childHandler(new Connections(listener));
    if (address instanceof InetSocketAddress) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true);
    }
    try {
      Channel channel = bootstrap.bind(address).sync().channel();
      listening.add(channel);
      return channel;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding", e);
    } catch (RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private final class Connections extends ChannelInitializer<Channel> {
    private final Listener listener;

    private Connections(Listener listener) {
      this.listener = listener;
    }

    @Override
    protected void initChannel(Channel channel) {
      Loop loop = loops.get(channel.eventLoop());
      if (loop == null) {
        throw new IllegalStateException("a connection on a foreign event loop");
      }
      Optional<Gate> gate = listener.gate().apply(channel);
      if (gate.isEmpty()) {
        channel.close();
        return;
      }
      ReceiveSize receiveSize = new ReceiveSize(SMALL_READ);
      channel.config().setRecvByteBufAllocator(receiveSize);
      listener.security().accept(channel);
      FrontConnection.assemble(channel, loop, listener, gate.get(), receiveSize);
    }
  }

  /** How the registry is, asked on one of our event loops. */
  public HealthIndicator upstreamHealth(UpstreamSettings upstream, UpstreamAddress address) {
    return new UpstreamHealth(group.next(), upstream, address, transport);
  }

  /** The registry's own lists, asked for on one of our event loops. */
  public UpstreamCatalog upstreamCatalog(UpstreamSettings upstream, UpstreamAddress address) {
    return new RegistryCatalogClient(group.next(), upstream, address, transport);
  }

  /** Ends every transfer of that user at once. */
  public void endTransfersOf(UserId user) {
    loops.values().forEach(loop -> loop.eventLoop().execute(() -> loop.endTransfersOf(user)));
  }

  /** How many exchanges are under way, our own endpoints' included. Blocks for a moment. */
  public int exchanges() {
    return sum(Loop::exchanges);
  }

  /** How many exchanges with the registry are under way. Blocks for a moment. */
  public int transfers() {
    return sum(Loop::transfers);
  }

  /** For whom the registry is asked now. Blocks for a moment. */
  public Set<UserId> users() {
    return loops.values().stream()
        .flatMap(loop -> ask(loop, loop::users, Set.<UserId>of()).stream())
        .collect(Collectors.toSet());
  }

  private int sum(ToIntFunction<Loop> count) {
    return loops.values().stream()
        .mapToInt(loop -> ask(loop, () -> count.applyAsInt(loop), 0))
        .sum();
  }

  /** Stops to accept: connections that do nothing are closed, the others finish what they do. */
  public void drain() {
    Blocking.check();
    listening.forEach(channel -> channel.close().syncUninterruptibly());
    listening.clear();
    for (Loop loop : loops.values()) {
      ask(
          loop,
          () -> {
            loop.drain();
            return 0;
          },
          0);
    }
  }

  private static <T> T ask(Loop loop, Callable<T> question, T interrupted) {
    Blocking.check();
    try {
      return loop.eventLoop().submit(question).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return interrupted;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends everything that is still under way, at once. */
  @Override
  public void close() {
    Blocking.check();
    listening.forEach(channel -> channel.close().syncUninterruptibly());
    acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
