package io.registrymanager.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the registry of one event loop: no lock, no hop between threads. Its share of
 * the limits is the whole divided by the number of loops. Used on its event loop only.
 */
public final class UpstreamPool {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamPool.class);
  private static final int SMALL_READ = 16 * 1024;
  private static final int BIGGEST_HEAD = 32 * 1024;
  private static final int BIGGEST_CHUNK = 1024 * 1024;

  private final EventLoop loop;
  private final UpstreamSettings settings;
  private final UpstreamAddress address;
  private final Transport transport;
  private final int mostConnections;
  private final int mostWaiting;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private final HeadPrinter printer = new HeadPrinter();
  private final byte[] ownFields;

  /** Written on the event loop only, read by whoever wants to know. */
  private final AtomicInteger open = new AtomicInteger();

  /** Hears what became of a wish for a connection, once, on the event loop. */
  public interface Taker {
    /** Here is one; the taker leases it. */
    void take(UpstreamConnection connection);

    /** Whether it still wants one: a client that waits may have left. */
    boolean isWaiting();

    /** There is none. */
    void refuse(Refusal refusal);
  }

  /** Why there is no connection. */
  public enum Refusal {
    /** All are busy, and too many wait or waited too long. */
    BUSY,
    /** The registry cannot be reached. */
    UNREACHABLE
  }

  private record Waiting(Taker taker, long since) {}

  /**
   * The pool of one loop.
   *
   * @param loops how many loops share the limits
   */
  public UpstreamPool(
      EventLoop loop,
      int loops,
      UpstreamSettings settings,
      UpstreamAddress address,
      Transport transport) {
    this.loop = loop;
    this.settings = settings;
    this.address = address;
    this.transport = transport;
    this.mostConnections = Math.max(1, settings.limits().connections() / loops);
    this.mostWaiting = settings.limits().waiting() / loops;
    HeadPrinter own = printer.lines().field(HttpHeaderNames.HOST, settings.authority());
    settings
        .login()
        .ifPresent(login -> own.field(HttpHeaderNames.AUTHORIZATION, login.authorization()));
    this.ownFields = own.kept();
  }

  /** Asks for a connection. */
  public void acquire(Freshness freshness, Taker taker) {
    UpstreamConnection kept = freshness == Freshness.ANY ? pollIdle() : null;
    if (kept != null) {
      taker.take(kept);
    } else if (open.get() < mostConnections) {
      connect(taker);
    } else if (hasRoomToWait()) {
      waiting.addLast(new Waiting(taker, System.nanoTime()));
    } else {
      taker.refuse(Refusal.BUSY);
    }
  }

  /** Whoever left does not stand in the way of others. */
  private boolean hasRoomToWait() {
    return waiting.size() < mostWaiting
        || waiting.removeIf(left -> !left.taker().isWaiting()) && waiting.size() < mostWaiting;
  }

  /** Whether a connection that was used before will do. */
  public enum Freshness {
    ANY,
    NEW
  }

  private @Nullable UpstreamConnection pollIdle() {
    UpstreamConnection kept = idle.pollLast();
    while (kept != null && !kept.isActive()) {
      kept = idle.pollLast();
    }
    return kept;
  }

  private void connect(Taker taker) {
    Optional<InetSocketAddress> target = address.current();
    if (target.isEmpty()) {
      taker.refuse(Refusal.UNREACHABLE);
      return;
    }
    open.incrementAndGet();
    // Not among the events of one round: a file closed by one of them leaves its number to the new
    // connection, and its own late hang-up too (Netty's epoll tells files apart by number alone).
    loop.execute(() -> connect(target.get(), taker));
  }

  private void connect(InetSocketAddress target, Taker taker) {
    ReceiveSize receiveSize = new ReceiveSize(SMALL_READ);
    ChannelFuture connecting = bootstrap(receiveSize).connect(target);
    connecting.addListener(
        _ -> {
          Future<?> ready = address.security().ready(connecting);
          ready.addListener(_ -> connected(connecting, ready, taker));
        });
  }

  private void connected(ChannelFuture connecting, Future<?> ready, Taker taker) {
    if (ready.isSuccess()) {
      Loopback.unpaced(connecting.channel());
      taker.take(connecting.channel().pipeline().get(UpstreamConnection.class));
      return;
    }
    LOG.warn("the registry at {} cannot be reached: {}", settings.url(), reason(ready));
    taker.refuse(Refusal.UNREACHABLE);
    if (connecting.isSuccess()) {
      connecting.channel().close(); // connected, but not to the registry that is meant
    } else {
      open.decrementAndGet();
      serveWaiting();
    }
  }

  private static String reason(Future<?> ready) {
    Throwable cause = ready.cause();
    return cause == null ? "cancelled" : String.valueOf(cause.getMessage());
  }

  private Bootstrap bootstrap(ReceiveSize receiveSize) {
    return new Bootstrap()
        .group(loop)
        .channel(transport.clientChannel())
        .option(ChannelOption.ALLOCATOR, transport.allocator())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RECVBUF_ALLOCATOR, receiveSize)
        // A registry that refuses a body early may close without reading the rest: what it said is
        // still to be read when our write fails (trap 65).
        .option(ChannelOption.AUTO_CLOSE, false)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.patience().connect().toMillis())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                AnswerDecoder answers = answers();
                UpstreamConnection connection =
                    new UpstreamConnection(UpstreamPool.this, channel, receiveSize, answers);
                address.security().secure(channel);
                channel.pipeline().addLast(answers, connection);
              }
            });
  }

  private static AnswerDecoder answers() {
    HttpDecoderConfig config =
        new HttpDecoderConfig().setMaxChunkSize(BIGGEST_CHUNK).setMaxHeaderSize(BIGGEST_HEAD);
    return new AnswerDecoder(config);
  }

  /** How many connections there are, idle ones and those under construction too. From anywhere. */
  public int open() {
    return open.get();
  }

  /** Prints what is sent on these connections, one head after the other. */
  HeadPrinter printer() {
    return printer;
  }

  /** What every request says: which registry is meant, and who asks it. */
  byte[] ownFields() {
    return ownFields;
  }

  void returned(UpstreamConnection connection) {
    Waiting next = pollWaiting();
    if (next == null) {
      connection.idleSince(System.nanoTime());
      idle.addLast(connection);
    } else {
      next.taker().take(connection);
    }
  }

  void closed(UpstreamConnection connection) {
    open.decrementAndGet();
    idle.remove(connection);
    serveWaiting();
  }

  private @Nullable Waiting pollWaiting() {
    Waiting next = waiting.pollFirst();
    while (next != null && !next.taker().isWaiting()) {
      next = waiting.pollFirst();
    }
    return next;
  }

  private void serveWaiting() {
    Waiting next = open.get() < mostConnections ? pollWaiting() : null;
    if (next != null) {
      connect(next.taker());
    }
  }

  /** Ends what waited or idled too long; called about once a second on the event loop. */
  public void sweep(long now) {
    while (!waiting.isEmpty()
        && now - waiting.peekFirst().since() > settings.patience().forConnection().toNanos()) {
      waiting.pollFirst().taker().refuse(Refusal.BUSY);
    }
    while (!idle.isEmpty()
        && now - idle.peekFirst().idleSince() > settings.patience().idle().toNanos()) {
      idle.pollFirst().close();
    }
  }
}
