package io.registrymanager.observation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Standard output, which is never closed: the application log may go there too. */
final class StandardOutputSink implements LogSink {
  private final FileChannel output;

  private StandardOutputSink(FileChannel output) {
    this.output = output;
  }

  static StandardOutputSink open() {
    return new StandardOutputSink(new FileOutputStream(FileDescriptor.out).getChannel());
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    while (lines.hasRemaining()) {
      output.write(lines);
    }
  }

  @Override
  public void close() {}
}
