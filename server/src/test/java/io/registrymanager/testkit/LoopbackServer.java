package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections at a free port and plays each on a virtual thread of its own. Closing ends
 * them all.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  private LoopbackServer(ServerSocket listener, Service service) {
    this.listener = listener;
    this.acceptor = Thread.ofVirtual().unstarted(() -> accept(service));
  }

  /** What happens on one connection; it is closed afterwards. */
  interface Service {
    void serve(Socket client) throws IOException;
  }

  static LoopbackServer start(Service service) {
    return start(0, service);
  }

  static LoopbackServer start(int port, Service service) {
    try {
      var server =
          new LoopbackServer(
              new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), service);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Ends all connections at once with a reset and goes on listening. */
  void resetConnections() {
    open.forEach(LoopbackServer::reset);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private void accept(Service service) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        Thread.ofVirtual().start(() -> serve(service, client));
      } catch (IOException _) {
        // The listener was closed, or the client has gone already.
      }
    }
  }

  private void serve(Service service, Socket client) {
    try (client) {
      service.serve(client);
    } catch (IOException _) {
      // The client has gone, or the test has ended; what was recorded stays.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      // The kernel goes on taking connections until the thread that accepts has noticed: whoever
      // connected in between would be cut off, where a server that is gone refuses.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    resetConnections();
  }
}
