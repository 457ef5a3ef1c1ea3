package io.registrymanager.proxy;

import io.netty.channel.IoEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The spliced bodies of one event loop that let more come together before they move it. A source
 * that pauses must not keep its client waiting for what is here already: one that brought nothing
 * from one look to the next is taken at its word. One look for all of them, and only while there
 * are any. Used on that loop only.
 */
final class Gathering {
  private static final long LOOK_MILLIS = 4;

  private List<SplicedBody> bodies = new ArrayList<>();
  private boolean scheduled;

  /** Looks after that body, which is not among them, until it says that it need not. */
  void add(IoEventLoop loop, SplicedBody body) {
    bodies.add(body);
    lookLater(loop);
  }

  private void lookLater(IoEventLoop loop) {
    if (!scheduled && !bodies.isEmpty()) {
      scheduled = true;
      loop.schedule(() -> look(loop), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look(IoEventLoop loop) {
    scheduled = false;
    List<SplicedBody> looked = bodies;
    bodies = new ArrayList<>(looked.size());
    for (SplicedBody body : looked) {
      if (body.isGathering()) {
        bodies.add(body);
      } else {
        loop.execute(body::hurry); // by itself: what goes wrong with one must not stop the others
      }
    }
    lookLater(loop);
  }
}
