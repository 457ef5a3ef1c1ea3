package io.registrymanager.benchmark;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.channels.SocketChannel;

/**
 * What Java's channels do not offer: a socket's descriptor, and bytes taken from a socket without
 * copying them (recv(2) with {@code MSG_TRUNC}, tcp(7)), so that generator and upstream do not
 * become the bottleneck of a proxy that does not copy either.
 */
@SuppressWarnings("restricted") // ./bench grants native access
final class Descriptors {
  private static final int TRUNCATE = 0x20;
  private static final int DO_NOT_WAIT = 0x40;
  private static final int AGAIN = 11;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle RECV =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("recv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT),
              Linker.Option.captureCallState("errno"));

  private Descriptors() {}

  /** The number of this channel's descriptor. Java must be started with {@code sun.nio.ch} open. */
  static int of(SocketChannel channel) {
    try {
      Object number = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal").invoke(channel);
      return (Integer) number;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Memory for {@link #skip}, one for each thread. */
  static MemorySegment state() {
    return Arena.ofAuto().allocate(STATE);
  }

  /**
   * Takes up to {@code most} bytes and forgets them.
   *
   * @return how many; 0 if there are none now, -1 at the end
   */
  static long skip(int descriptor, long most, MemorySegment state) throws IOException {
    long taken;
    try {
      taken =
          (long)
              RECV.invokeExact(state, descriptor, MemorySegment.NULL, most, TRUNCATE | DO_NOT_WAIT);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (taken > 0) {
      return taken;
    }
    int error = taken == 0 ? 0 : (int) ERRNO.get(state, 0L);
    if (error != 0 && error != AGAIN) {
      throw new IOException("recv: errno " + error);
    }
    return error == AGAIN ? 0 : -1;
  }
}
