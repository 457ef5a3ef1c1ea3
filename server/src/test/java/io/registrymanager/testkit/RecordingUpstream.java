package io.registrymanager.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a proxy and a registry, passes every byte on both ways, and remembers the head of
 * each request, so that a test can say what the registry was asked, or that it was not asked at
 * all.
 *
 * <p>A request is remembered before it is passed on: whoever has its answer can rely on finding it
 * here. What is not HTTP, such as a TLS hello, is passed on too and counts as a connection only.
 * Thread-safe.
 */
public final class RecordingUpstream implements AutoCloseable {
  private final int target;
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final LoopbackServer server;

  private RecordingUpstream(int target) {
    this.target = target;
    this.server = LoopbackServer.start(this::relay);
  }

  /** Starts one in front of a port on loopback. */
  public static RecordingUpstream before(int target) {
    return new RecordingUpstream(target);
  }

  /** Where to connect to instead of the registry. */
  public int port() {
    return server.port();
  }

  /** Where to connect to instead of the registry, as {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** All requests so far, in the order in which they came. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were made so far, also those on which nothing was asked. */
  public int connections() {
    return connections.get();
  }

  /** Forgets what was recorded. */
  public void forget() {
    requests.clear();
    connections.set(0);
  }

  /**
   * Ends all open connections with a reset, as a registry does that was killed; later ones work.
   */
  public void resetConnections() {
    server.resetConnections();
  }

  @Override
  public void close() {
    server.close();
  }

  private void relay(Socket client) throws IOException {
    connections.incrementAndGet();
    try (var registry = new Socket(InetAddress.getLoopbackAddress(), target)) {
      registry.setTcpNoDelay(true);
      Thread asking = Thread.ofVirtual().start(() -> pass(client, registry));
      registry.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
      // The client may still be sending a body that nobody wants; the registry decides when that
      // ends.
      join(asking);
    } finally {
      // A proxy must see the registry's death as it was, not a clean end.
      if (!client.isOutputShutdown()) {
        LoopbackServer.reset(client);
      }
    }
  }

  private void pass(Socket client, Socket registry) {
    try {
      OutputStream out = registry.getOutputStream();
      var reader = new HttpReader(new BufferedInputStream(client.getInputStream()));
      for (byte[] head = reader.head(); head.length > 0; head = reader.head()) {
        if (!HttpReader.isHttp(head[0])) {
          out.write(head);
          reader.stream().transferTo(out);
          break;
        }
        HttpFields fields = HttpFields.parse(new String(head, StandardCharsets.ISO_8859_1));
        requests.add(new RecordedRequest(fields));
        out.write(head);
        out.flush();
        reader.body(fields, out, OutputStream.nullOutputStream());
      }
      registry.shutdownOutput();
    } catch (IOException | NumberFormatException _) {
      // One side has gone, or sent a framing that nobody can follow: the other learns it by a
      // reset.
      LoopbackServer.reset(registry);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
