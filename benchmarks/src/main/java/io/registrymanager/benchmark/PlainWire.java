package io.registrymanager.benchmark;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection without TLS; what is to be forgotten is not even copied. */
record PlainWire(SocketChannel channel, int descriptor, MemorySegment state) implements Wire {
  /** As much as one read of a client that wants the bytes would take. */
  private static final long TURN = 1 << 20;

  /** Connections to a port of the loopback. */
  record Dialer(int port, MemorySegment state) implements Wire.Dialer {
    @Override
    public Wire dial() throws IOException {
      SocketChannel channel = connect(port);
      return new PlainWire(channel, Descriptors.of(channel), state);
    }

    @Override
    public void close() {}
  }

  /** A connection that never waits from now on. */
  static SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Sockets.prepare(channel);
    return channel;
  }

  @Override
  public boolean greet() {
    return true;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public long skip(long most, ByteBuffer scratch) throws IOException {
    return Descriptors.skip(descriptor, Math.min(most, TURN), state);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
