package io.registrymanager.benchmark;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A TLS connection. */
final class TlsWire implements Wire {
  private final Dialer dialer;
  private final SocketChannel channel;
  private final MemorySegment ssl;
  private final boolean resumes;
  private boolean greeted;

  private TlsWire(Dialer dialer, SocketChannel channel) {
    this.dialer = dialer;
    this.channel = channel;
    resumes = !dialer.session.equals(MemorySegment.NULL);
    ssl = dialer.openSsl.connection(Descriptors.of(channel), dialer.session);
  }

  /**
   * TLS connections to a port of the loopback. With {@link Link#TLS_RESUMED} the first is whole,
   * and every later one must be resumed; otherwise none may be.
   */
  static final class Dialer implements Wire.Dialer {
    private final int port;
    private final boolean resumes;
    private final OpenSsl openSsl = new OpenSsl();
    private MemorySegment session = MemorySegment.NULL;

    Dialer(int port, Link link) {
      this.port = port;
      resumes = link == Link.TLS_RESUMED;
    }

    @Override
    public Wire dial() throws IOException {
      return new TlsWire(this, PlainWire.connect(port));
    }

    /** The session is worth keeping once something was read: its ticket comes before. */
    private void remember(MemorySegment ssl) {
      if (resumes && session.equals(MemorySegment.NULL)) {
        session = openSsl.session(ssl);
      }
    }

    @Override
    public void close() {
      openSsl.close(session);
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public boolean greet() throws IOException {
    if (!greeted) {
      greeted = dialer.openSsl.greet(ssl);
      if (greeted && dialer.openSsl.isResumed(ssl) != resumes) {
        throw new IOException(resumes ? "a session was not resumed" : "a session was resumed");
      }
    }
    return greeted;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      return 0;
    }
    int written = dialer.openSsl.write(ssl, MemorySegment.ofBuffer(from));
    from.position(from.position() + written);
    return written;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int taken = dialer.openSsl.read(ssl, MemorySegment.ofBuffer(into));
    if (taken > 0) {
      dialer.remember(ssl);
      into.position(into.position() + taken);
    }
    return taken;
  }

  /** Goes on until nothing is left: what OpenSSL holds already, no selector would tell of. */
  @Override
  public long skip(long most, ByteBuffer scratch) throws IOException {
    long total = 0;
    while (total < most) {
      int taken = read(scratch.clear().limit((int) Math.min(most - total, scratch.capacity())));
      if (taken <= 0) {
        return total == 0 ? taken : total;
      }
      total += taken;
    }
    return total;
  }

  @Override
  public void close() throws IOException {
    dialer.openSsl.free(ssl);
    channel.close();
  }
}
