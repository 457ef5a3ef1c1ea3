package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * What stands for the registry behind every peer: answers from memory, blobs by {@code sendfile},
 * uploads taken and forgotten. A real registry would take most of the second core and hide what the
 * proxies cost; a web server cannot answer uploads. One thread.
 */
final class Upstream implements AutoCloseable {
  static final String SESSION = "0f0e0d0c-0b0a-4908-8706-050403020100";
  static final long BLOB = 256L << 20;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Queue<UpstreamConnection> resting = new ArrayDeque<>();
  private final UpstreamConnection.Tools tools;
  private final Thread thread = new Thread(this::run, "upstream");
  private volatile Pace pace = new Pace(Offer.flatOut(Unit.GIBIBYTE));

  Upstream(Path folder) throws IOException {
    Path file = folder.resolve("blob");
    try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
      sized.setLength(BLOB);
    }
    tools = new UpstreamConnection.Tools(FileChannel.open(file), Descriptors.state());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
    thread.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** Sends blobs from now on as fast as that, if it is for the upstream to hold back. */
  void hold(Offer offer) {
    pace = new Pace(offer.seenBy(Offer.By.UPSTREAM));
    selector.wakeup();
  }

  private void run() {
    try {
      while (true) {
        if (pace.isFlatOut()) {
          selector.select(this::ready);
        } else if (selector.selectNow(this::ready) == 0) {
          LockSupport.parkNanos(Generator.NAP_NANOS);
        }
        while (!resting.isEmpty() && pace.isDue()) {
          resting.remove().resume();
        }
      }
    } catch (ClosedSelectorException _) {
      // closed: done
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.attachment() instanceof UpstreamConnection connection) {
        connection.ready();
      } else {
        accept();
      }
    } catch (IOException _) {
      key.cancel();
      close(key);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel != null) {
      Sockets.prepare(channel);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new UpstreamConnection(this, channel, key, tools));
    }
  }

  boolean isFlatOut() {
    return pace.isFlatOut();
  }

  boolean isDue() {
    return pace.isDue();
  }

  void rest(UpstreamConnection connection) {
    resting.add(connection);
  }

  void sent(long bytes) {
    pace.did(bytes);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
    tools.blob().close();
  }
}
