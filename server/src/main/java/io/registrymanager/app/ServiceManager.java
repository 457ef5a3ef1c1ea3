package io.registrymanager.app;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that started this process how far it is: sd_notify(3), one datagram to
 * a Unix socket, which Java cannot send by itself. Without a manager that asks for it, nothing is
 * done and nothing is linked.
 */
final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final short UNIX = 1;
  private static final int DATAGRAM_CLOSED_ON_EXEC = 2 | 0x80000;
  // unix(7): the name in a sockaddr_un.
  private static final int MAX_NAME = 108;

  private final Optional<String> socket;

  private ServiceManager(Optional<String> socket) {
    this.socket = socket;
  }

  /** The one that {@code NOTIFY_SOCKET} names, or none. */
  static ServiceManager of(Map<String, String> environment) {
    return new ServiceManager(
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(name -> !name.isEmpty()));
  }

  /** Requests are answered from now on. */
  void ready() {
    socket.ifPresent(name -> tell(name, "READY=1"));
  }

  /** No new work is taken; what is under way is finished. */
  void stopping() {
    socket.ifPresent(name -> tell(name, "STOPPING=1"));
  }

  private static void tell(String name, String state) {
    try {
      if (!send(name.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))) {
        LOG.error("the service manager does not hear {} at {}", state, name);
      }
    } catch (Throwable e) { // what a method handle declares
      LOG.error("the service manager cannot be told {}", state, e);
    }
  }

  @SuppressWarnings("restricted") // the flag that allows it is among the program's own
  private static boolean send(byte[] name, byte[] state) throws Throwable {
    if (name.length > MAX_NAME) {
      return false;
    }
    int descriptor =
        (int)
            call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
                .invokeExact((int) UNIX, DATAGRAM_CLOSED_ON_EXEC, 0);
    if (descriptor < 0) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = address(arena, name);
      MemorySegment message = arena.allocateFrom(JAVA_BYTE, state);
      long sent =
          (long)
              call("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)
                  .invokeExact(
                      descriptor,
                      message,
                      message.byteSize(),
                      0,
                      address,
                      (int) address.byteSize());
      return sent == state.length;
    } finally {
      int _ = (int) call("close", JAVA_INT, JAVA_INT).invokeExact(descriptor);
    }
  }

  /** A leading {@code @} stands for the zero byte of an abstract name. */
  private static MemorySegment address(Arena arena, byte[] name) {
    MemorySegment address = arena.allocate(JAVA_SHORT.byteSize() + name.length);
    address.set(JAVA_SHORT, 0, UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, JAVA_SHORT.byteSize(), name.length);
    if (name[0] == '@') {
      address.set(JAVA_BYTE, JAVA_SHORT.byteSize(), (byte) 0);
    }
    return address;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
