package io.registrymanager.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a spliced body, under a descriptor of its own: the channel keeps the one it has,
 * with its registration, and knows nothing. Edge-triggered: it is ready until a call says that it
 * is not. Closing it is what takes it out of epoll too, for the channel's descriptor keeps the
 * socket alive. On the event loop.
 */
final class SplicedEnd implements EpollIoHandle {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVLOWAT = 18;

  private final Socket descriptor;
  private final Runnable wake;
  private @Nullable IoRegistration registration;
  private EpollIoOps interest = EpollIoOps.EPOLLET;
  private int fewest = 1;
  private boolean ready = true;
  private boolean muted;
  private boolean closed;

  /**
   * An end of that socket.
   *
   * @param number of a descriptor which this owns
   * @param wake called when it became ready
   */
  SplicedEnd(int number, Runnable wake) {
    this.descriptor = new Socket(number);
    this.wake = wake;
  }

  /** Hears from now on when it becomes ready. */
  void register(IoEventLoop loop, EpollIoOps what) {
    interest = what.with(EpollIoOps.EPOLLET);
    registration = loop.register(this).getNow(); // at once, on its own event loop
    submit(interest);
  }

  private void submit(EpollIoOps ops) {
    IoRegistration registered = registration;
    if (registered != null && registered.isValid()) {
      registered.submit(ops);
    }
  }

  int number() {
    return descriptor.intValue();
  }

  boolean isReady() {
    return ready;
  }

  /** Something may be there, although no event said so. */
  void look() {
    ready = true;
  }

  /** A call said so; an event will tell when it is again. */
  void notReady() {
    ready = false;
    if (muted) {
      muted = false;
      submit(interest);
    }
  }

  /** Nothing needs to be heard until it is not ready: each event is a wake-up for nothing. */
  void mute() {
    if (!muted) {
      muted = true;
      submit(EpollIoOps.EPOLLET);
    }
  }

  /**
   * Becomes ready when that many bytes wait, or fewer if there is no room for so many, or the other
   * side has ended. What waits already counts.
   */
  void wakeAt(int bytes) {
    if (bytes == fewest) {
      return;
    }
    fewest = bytes;
    try {
      descriptor.setIntOpt(SOL_SOCKET, SO_RCVLOWAT, bytes);
    } catch (IOException e) {
      ready = true; // broken: the next call says so
    }
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }

  @Override
  public void handle(IoRegistration source, IoEvent event) {
    ready = true;
    wake.run();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    wakeAt(1);
    IoRegistration registered = registration;
    if (registered != null) {
      registered.cancel();
    }
    Pipe.close(descriptor);
  }
}
