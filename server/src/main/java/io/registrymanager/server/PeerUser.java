package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which user of this computer is at the other end of a Unix socket.
 *
 * @param otherwise who it must be where the transport cannot tell: nobody else can open the
 *     socket's folder
 */
record PeerUser(long otherwise) {
  /** Falls back to the user of this process. */
  static PeerUser orThisProcess() throws IOException {
    return new PeerUser(thisProcess());
  }

  /** The user id of this process. */
  static long thisProcess() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  long uidOf(Channel channel) {
    try {
      return channel instanceof EpollDomainSocketChannel local
          ? local.peerCredentials().uid()
          : otherwise;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
