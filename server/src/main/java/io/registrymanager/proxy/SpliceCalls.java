package io.registrymanager.proxy;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls of splicing that neither Java nor Netty offers. Netty has a {@code splice} of
 * its own, but reaches it only from inside a channel, and needs a third more processor time for the
 * same bytes. One for each thread: errors are reported in memory of its own.
 */
final class SpliceCalls {
  /** There is nothing to read, or no room to write, for now. */
  static final long AGAIN = -1;

  /** The descriptor is of no use any more. */
  static final long BROKEN = -2;

  private static final int EAGAIN = 11;
  private static final int EINTR = 4;
  private static final int MOVE_WITHOUT_WAITING = 1 | 2;
  private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;
  private static final int SET_PIPE_SIZE = 1031;
  private static final int PEEK_WITHOUT_WAITING = 2 | 0x40;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();

  private final MethodHandle splice;
  private final MethodHandle fcntl;
  private final MethodHandle recv;
  private final VarHandle errno;
  private final MemorySegment state;
  private final MemorySegment peeked;

  private SpliceCalls(MethodHandle splice, MethodHandle fcntl, MethodHandle recv, VarHandle errno) {
    this.splice = splice;
    this.fcntl = fcntl;
    this.recv = recv;
    this.errno = errno;
    Arena arena = Arena.ofAuto();
    this.state = arena.allocate(STATE);
    this.peeked = arena.allocate(1);
  }

  /**
   * Links the calls. Takes tens of milliseconds: not on an event loop.
   *
   * @throws RuntimeException if this system does not have them
   */
  @SuppressWarnings("restricted") // the flag that allows it is among the program's own
  static SpliceCalls link() {
    Linker linker = Linker.nativeLinker();
    Linker.Option capture = Linker.Option.captureCallState("errno");
    return new SpliceCalls(
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("splice"),
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
            capture),
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            capture,
            Linker.Option.firstVariadicArg(2)),
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("recv"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
            capture),
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno")));
  }

  /** The same calls for another thread. */
  SpliceCalls forAnotherThread() {
    return new SpliceCalls(splice, fcntl, recv, errno);
  }

  /**
   * Moves bytes, one of the two being a pipe; never waits.
   *
   * @return how many, 0 at the end of {@code from}; else {@link #AGAIN} or {@link #BROKEN}
   */
  long splice(int from, int to, long most) {
    while (true) {
      long moved = trySplice(from, to, most);
      if (moved >= 0) {
        return moved;
      }
      int reason = error();
      if (reason != EINTR) {
        return reason == EAGAIN ? AGAIN : BROKEN;
      }
    }
  }

  private long trySplice(int from, int to, long most) {
    try {
      return (long)
          splice.invokeExact(
              state, from, MemorySegment.NULL, to, MemorySegment.NULL, most, MOVE_WITHOUT_WAITING);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // a downcall throws nothing of its own
    }
  }

  /** Another descriptor of the same socket, or a negative number. */
  int duplicate(int descriptor) {
    return control(descriptor, DUPLICATE_CLOSE_ON_EXEC, 0);
  }

  /** Asks for that much room in a pipe; false if the system refuses. */
  boolean resize(int pipe, int bytes) {
    return control(pipe, SET_PIPE_SIZE, bytes) >= bytes;
  }

  private int control(int descriptor, int command, int argument) {
    try {
      return (int) fcntl.invokeExact(state, descriptor, command, argument);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether nothing waits in that socket, its end neither. */
  boolean isEmpty(int socket) {
    try {
      long waiting = (long) recv.invokeExact(state, socket, peeked, 1L, PEEK_WITHOUT_WAITING);
      return waiting < 0 && error() == EAGAIN;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private int error() {
    return (int) errno.get(state, 0L);
  }
}
