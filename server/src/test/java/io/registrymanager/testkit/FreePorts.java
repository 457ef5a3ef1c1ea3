package io.registrymanager.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for programs that must be told theirs. They lie below those that the kernel
 * gives to outgoing connections, so that none of these takes one in between, and no port is given
 * twice in a JVM.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A port on which nobody listens now. */
  public static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
  }

  /** Whether one could listen there. */
  public static boolean isFree(int port) {
    try (var listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return listener.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
