package io.registrymanager.upstream;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What is to be done when a connection has written what waits in it, but for the little that its
 * {@link Backlog} allows, or is closed. Used on its event loop only.
 */
public final class WhenWritten {
  private final Channel channel;
  private final Queue<Runnable> waiting = new ArrayDeque<>(0);

  /** Nothing, on that connection. */
  public WhenWritten(Channel channel) {
    this.channel = channel;
  }

  /** Has that done: now, if nothing waits. */
  public void run(Runnable then) {
    waiting.add(then);
    changed();
  }

  /** To be called when the connection takes more, and when it is closed. */
  public void changed() {
    while (!waiting.isEmpty() && (channel.isWritable() || !channel.isActive())) {
      waiting.remove().run();
    }
  }
}
