package io.registrymanager.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a spliced body, under a descriptor of its own: the channel keeps the one it has,
 * with its registration, and knows nothing. Edge-triggered: it is ready until a call says that it
 * is not. Closing it is what takes it out of epoll too, for the channel's descriptor keeps the
 * socket alive. On the event loop.
 */
final class SplicedEnd implements EpollIoHandle {
  private final FileDescriptor descriptor;
  private final Runnable wake;
  private @Nullable IoRegistration registration;
  private boolean ready = true;
  private boolean closed;

  /**
   * An end of that socket.
   *
   * @param descriptor which this owns
   * @param wake called when it became ready
   */
  SplicedEnd(FileDescriptor descriptor, Runnable wake) {
    this.descriptor = descriptor;
    this.wake = wake;
  }

  /** Hears from now on when it becomes ready. */
  void register(IoEventLoop loop, EpollIoOps interest) {
    IoRegistration registered = loop.register(this).getNow(); // at once, on its own event loop
    registered.submit(interest.with(EpollIoOps.EPOLLET));
    registration = registered;
  }

  int number() {
    return descriptor.intValue();
  }

  boolean isReady() {
    return ready;
  }

  /** A call said so; an event will tell when it is again. */
  void notReady() {
    ready = false;
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
    IoRegistration registered = registration;
    if (registered != null) {
      registered.cancel();
    }
    Pipe.close(descriptor);
  }
}
