package io.registrymanager.proxy;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipe of the kernel, which pages of a body pass through without being copied. */
record Pipe(FileDescriptor out, FileDescriptor in) {
  /** More costs more memory of the kernel, less costs calls. */
  static final int SIZE = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);

  /** A new one, empty. */
  static Pipe open() throws IOException {
    FileDescriptor[] ends = FileDescriptor.pipe();
    return new Pipe(ends[0], ends[1]);
  }

  /** Gives both ends back, with what is inside. */
  void close() {
    close(out);
    close(in);
  }

  /** Closes a descriptor; an error changes nothing about its being closed. */
  static void close(FileDescriptor descriptor) {
    try {
      descriptor.close();
    } catch (IOException e) {
      LOG.debug("closing a descriptor: {}", e.toString());
    }
  }
}
