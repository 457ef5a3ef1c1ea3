package io.registrymanager.proxy;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

/** Decides which bodies of one event loop are spliced. Used on that loop only. */
final class LoopSplicing {
  private final Splicing shared;
  private final Gathering gathering = new Gathering();
  private Optional<SpliceCalls> calls = Optional.empty();

  LoopSplicing(Splicing shared) {
    this.shared = shared;
  }

  /**
   * Makes ready to splice a body of that many bytes (negative if nobody knows how many), if it is
   * worth it, both ends are plain TCP, and there is a pipe. Its owner must release it.
   */
  Optional<SplicedBody> prepare(
      long length, Channel source, Channel sink, SplicedBody.Owner owner) {
    if (!shared.isWorthIt(length) || !isPlain(source) || !isPlain(sink)) {
      return Optional.empty();
    }
    if (calls.isEmpty()) {
      calls = shared.calls();
    }
    return calls.flatMap(
        linked ->
            shared
                .pipes()
                .open(linked)
                .map(
                    pipe -> {
                      shared.begun();
                      return new SplicedBody(linked, gathering, shared.pipes(), pipe, owner);
                    }));
  }

  private static boolean isPlain(Channel channel) {
    return channel instanceof EpollSocketChannel
        && channel.pipeline().get(SslHandler.class) == null;
  }
}
