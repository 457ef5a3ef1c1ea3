package io.registrymanager.proxy;

import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A body, or the rest of one, that the kernel moves from one socket to the other: its bytes are
 * never copied into this process, which costs half of what copying does for each GiB. It takes
 * exactly the bytes of the body out of the source. On the event loop of both sockets.
 */
final class SplicedBody {
  /** So much is moved before others have their turn. */
  private static final long TURN = 1024 * 1024;

  /** So much is let come together: each wake-up costs as much as moving many KiB. */
  private static final int GATHERED = 256 * 1024;

  private final SpliceCalls calls;
  private final Gathering gathering;
  private final Pipes pipes;
  private final Pipe pipe;
  private final Owner owner;
  private @Nullable IoEventLoop loop;
  private @Nullable SplicedEnd source;
  private @Nullable SplicedEnd sink;
  private long left;
  private long held;
  private long drawn;
  private long filled;
  private boolean sourceEnded;
  private boolean sinkBroken;
  private boolean stopped;
  private boolean scheduled;
  private boolean gathers;
  private boolean brought;
  private boolean over;

  /** Hears what becomes of it: first what moved, then at most one of the others, and no more. */
  interface Owner {
    /** So many bytes were taken out of the source, and so many arrived at the sink. */
    void moved(long drawn, long filled);

    /**
     * All of it arrived.
     *
     * @param followed whether more than the body, or the end, waits in the source
     */
    void completed(boolean followed);

    /** What was drawn before {@link SplicedBody#stop} arrived. */
    void drained();

    /** The source ended, or broke, before the body was complete; what was drawn arrived. */
    void sourceEnded();

    /** The sink takes nothing any more. */
    void sinkBroken();
  }

  /** Not yet begun; {@link #release} gives the pipe back in any case. */
  SplicedBody(SpliceCalls calls, Gathering gathering, Pipes pipes, Pipe pipe, Owner owner) {
    this.calls = calls;
    this.gathering = gathering;
    this.pipes = pipes;
    this.pipe = pipe;
    this.owner = owner;
  }

  /**
   * Begins to move that many bytes. Nothing else may read from the source, and nothing may wait to
   * be written to the sink. False if it cannot, because no descriptor is left: then it has not
   * begun.
   */
  boolean begin(EpollSocketChannel from, EpollSocketChannel to, long length) {
    SplicedEnd first = end(from, this::sourceWoke);
    SplicedEnd last = end(to, this::pump);
    source = first;
    sink = last;
    if (first == null || last == null) {
      return false;
    }
    left = length;
    IoEventLoop both = (IoEventLoop) from.eventLoop();
    loop = both;
    first.register(both, EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP));
    last.register(both, EpollIoOps.EPOLLOUT);
    pump();
    return true;
  }

  private @Nullable SplicedEnd end(EpollSocketChannel channel, Runnable wake) {
    // A closed channel's descriptor may be a stranger's by now.
    int number = channel.isOpen() ? calls.duplicate(channel.fd().intValue()) : -1;
    return number < 0 ? null : new SplicedEnd(number, wake);
  }

  /** Whether the source and the sink are its own by now. */
  boolean hasBegun() {
    return loop != null;
  }

  /** Takes nothing more out of the source; what was taken goes on to the sink. */
  void stop() {
    stopped = true;
    pump();
  }

  /** Whether it waits for the source, which is to blame then if nothing moves. */
  boolean isStarved() {
    return held == 0;
  }

  private void sourceWoke() {
    pump();
    SplicedEnd from = source;
    SplicedEnd to = sink;
    if (!over && from != null && to != null && isBlocked(to)) {
      from.mute();
    }
  }

  /** Whether the sink has to take what is in the pipe first. */
  private boolean isBlocked(SplicedEnd to) {
    return held > 0 && !to.isReady();
  }

  private void pump() {
    SplicedEnd from = source;
    SplicedEnd to = sink;
    if (over || from == null || to == null) {
      return;
    }
    long turn = TURN;
    while (turn > 0) {
      long moved = (isBlocked(to) ? 0 : draw(from)) + fill(to);
      if (moved == 0) {
        break;
      }
      turn -= moved;
    }
    boolean drew = drawn > 0;
    tell();
    if (over || ended(from)) {
      return;
    }
    if (turn <= 0) {
      goOnLater();
    } else if (drew && !from.isReady()) {
      gather(from);
    }
  }

  private void gather(SplicedEnd from) {
    from.wakeAt((int) Math.min(left, GATHERED));
    brought = true;
    IoEventLoop both = loop;
    if (!gathers && both != null) {
      gathers = true;
      gathering.add(both, this);
    }
  }

  /** Whether its source brought enough since the last look; if not, it must {@link #hurry}. */
  boolean isGathering() {
    boolean enough = brought && !over;
    brought = false;
    gathers = enough;
    return enough;
  }

  /** What is there goes on at once, however little it is. */
  void hurry() {
    SplicedEnd from = source;
    if (!over && from != null) {
      from.wakeAt(1);
      from.look();
      pump();
    }
  }

  private long draw(SplicedEnd from) {
    long room = Math.min(left, Pipe.SIZE - held);
    if (room == 0 || stopped || sourceEnded || !from.isReady()) {
      return 0;
    }
    long moved = calls.splice(from.number(), pipe.in().intValue(), room);
    if (moved > 0) {
      left -= moved;
      held += moved;
      drawn += moved;
      return moved;
    }
    if (moved != SpliceCalls.AGAIN) {
      sourceEnded = true;
    } else if (held == 0) {
      from.notReady(); // else the pipe may be full of small pieces: it must be emptied first
    }
    return 0;
  }

  private long fill(SplicedEnd to) {
    if (held == 0 || sinkBroken || !to.isReady()) {
      return 0;
    }
    long moved = calls.splice(pipe.out().intValue(), to.number(), held);
    if (moved > 0) {
      held -= moved;
      filled += moved;
      return moved;
    }
    if (moved == SpliceCalls.AGAIN) {
      to.notReady();
    } else {
      sinkBroken = true;
    }
    return 0;
  }

  private void tell() {
    if (drawn > 0 || filled > 0) {
      long in = drawn;
      long out = filled;
      drawn = 0;
      filled = 0;
      owner.moved(in, out);
    }
  }

  /** Ends it if there is nothing more to do. */
  private boolean ended(SplicedEnd from) {
    if (sinkBroken) {
      release();
      owner.sinkBroken();
    } else if (held > 0) {
      return false;
    } else if (left == 0) {
      boolean followed = !calls.isEmpty(from.number());
      release();
      owner.completed(followed);
    } else if (stopped) {
      release();
      owner.drained();
    } else if (sourceEnded) {
      release();
      owner.sourceEnded();
    } else {
      return false;
    }
    return true;
  }

  private void goOnLater() {
    IoEventLoop both = loop;
    if (!scheduled && both != null) {
      scheduled = true;
      both.execute(
          () -> {
            scheduled = false;
            pump();
          });
    }
  }

  /** Ends it where it is; gives everything back, once. */
  void release() {
    if (over) {
      return;
    }
    over = true;
    close(source);
    close(sink);
    pipes.close(pipe);
  }

  private static void close(@Nullable SplicedEnd end) {
    if (end != null) {
      end.close();
    }
  }
}
