package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * What stands for the registry behind every peer: answers from memory, blobs by {@code sendfile},
 * uploads read and forgotten. A real registry would take most of the second core and hide what the
 * proxies cost; a web server cannot answer uploads. One thread.
 */
final class Upstream implements AutoCloseable {
  static final String SESSION = "0f0e0d0c-0b0a-4908-8706-050403020100";
  static final long BLOB = 256L << 20;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final FileChannel blob;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final Thread thread = new Thread(this::run, "upstream");

  Upstream(Path folder) throws IOException {
    Path file = folder.resolve("blob");
    try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
      sized.setLength(BLOB);
    }
    blob = FileChannel.open(file);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
    thread.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::ready);
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
        connection.ready(buffer);
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
      key.attach(new UpstreamConnection(channel, key, blob));
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
    blob.close();
  }
}
