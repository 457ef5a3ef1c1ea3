package io.registrymanager.observation;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of log lines end. Used by one thread. */
interface LogSink extends Closeable {
  /**
   * Writes all that remains in {@code lines}. After a failure what was not written still remains,
   * and the next call tries again.
   */
  void write(ByteBuffer lines) throws IOException;
}
