package io.registrymanager.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection that waits for each answer, and may then stay as it is. */
final class KeptConnection implements AutoCloseable {
  private final SocketChannel channel;

  KeptConnection(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Asks, and waits for the whole answer; a wrong status is an error. */
  void ask(PreparedRequest request) throws IOException {
    ByteBuffer out = request.head().duplicate();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    Head head = new Head();
    ByteBuffer in = ByteBuffer.allocate(Head.LONGEST);
    do {
      read(in.clear());
    } while (!head.take(in.flip()));
    if (head.status() != request.status()) {
      throw new IOException("expected " + request.status() + ", not: " + head.line());
    }
    for (long left = head.bodyLength() - in.remaining(); left > 0; left -= in.position()) {
      read(in.clear());
    }
  }

  private void read(ByteBuffer in) throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the peer closed a connection");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
