package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of one connection, as they are or enciphered. Never waits. */
interface Wire extends AutoCloseable {
  /** Opens connections of one kind to one peer. */
  interface Dialer extends AutoCloseable {
    Wire dial() throws IOException;

    @Override
    void close();
  }

  /** To be registered with a selector. */
  SocketChannel channel();

  /** Goes on with the handshake; true when it is done, otherwise the peer has to say something. */
  boolean greet() throws IOException;

  /** Writes some, perhaps nothing. */
  int write(ByteBuffer from) throws IOException;

  /** Reads some, perhaps nothing; -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /**
   * Takes up to that many bytes and forgets them; as {@link #read} otherwise.
   *
   * @param scratch for a wire that cannot forget without reading
   */
  long skip(long most, ByteBuffer scratch) throws IOException;

  @Override
  void close() throws IOException;
}
