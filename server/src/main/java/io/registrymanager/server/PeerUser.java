package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which user of this computer is at the other end of a Unix socket.
 *
 * @param self the user of this process; also who it must be where the transport cannot tell, for
 *     nobody else can open the socket's folder
 */
record PeerUser(long self) {
  private static final long ROOT = 0;

  static PeerUser ofThisProcess() throws IOException {
    return new PeerUser(
        ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue());
  }

  /** The user id at the other end, if it is our own or root's. */
  Optional<Long> admits(Channel channel) {
    try {
      long uid =
          channel instanceof EpollDomainSocketChannel local ? local.peerCredentials().uid() : self;
      return uid == self || uid == ROOT ? Optional.of(uid) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
