package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Held;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole program between a client that sends what it wants and a registry that a test plays.
 * {@link #alice} may do everything in {@code team}. As an extension of a test class it makes sure
 * after each test that it {@link #isWellAgain}.
 */
final class Stage implements AutoCloseable, AfterEachCallback, AfterAllCallback {
  static final Duration SOON = Duration.ofSeconds(20);
  static final String MANIFEST = "/v2/team/app/manifests/1";
  static final String UPLOAD = "/v2/team/app/blobs/uploads/0b8ea6a4-4b44-4d2c-9b1c-1f0f4fb1f9a1";
  static final String BLOB = "/v2/team/app/blobs/sha256:" + "0".repeat(64);
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final long STILL = TimeUnit.MILLISECONDS.toNanos(400);

  final FaultyUpstream upstream = FaultyUpstream.playing(FaultyUpstream.answers(OK));
  final TestingServer server;
  final String alice;
  private final Held atFirst;

  private Stage(Map<String, String> settings) {
    server = TestingServer.before(upstream.uri(), settings);
    Login login = server.user("alice", "team");
    alice = RawHttp.basic(login.user(), login.password());
    atFirst = Held.atRest();
  }

  static Stage open() {
    return new Stage(Map.of());
  }

  static Stage with(Map<String, String> settings) {
    return new Stage(settings);
  }

  /** Answers each request with its target and what came as its body. */
  static FaultyUpstream.Fault echo() {
    return exchange -> {
      String text = exchange.request().target() + " " + exchange.body();
      exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
      return FaultyUpstream.Next.KEEP_OPEN;
    };
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(server.port());
  }

  /** A client that has asked for the blob, and whose socket takes little of it at once. */
  Socket slowPull() throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4096);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    String head = head("GET", BLOB, "Connection: close");
    client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    return client;
  }

  /** A head of alice's, as text. */
  String head(String method, String target, String... headers) {
    return RawHttp.lines(method + " " + target + " HTTP/1.1", "Host: x", alice)
        + (headers.length == 0 ? "" : RawHttp.lines(headers))
        + "\r\n";
  }

  long transfers() {
    return (long) server.metric("registrymanager_transfers_open");
  }

  /** Whether a body is under way, in memory of ours or in a pipe of the kernel. */
  boolean isHoldingABody() {
    return bodyMemory() > 0 || splicedBodies() > 0;
  }

  /** How many bodies the kernel is moving. */
  long splicedBodies() {
    return (long) server.metric("registrymanager_spliced_bodies_open");
  }

  long bodyMemory() {
    return (long) server.metric("registrymanager_body_memory_bytes");
  }

  long upstreamConnections() {
    return (long) server.metric("registrymanager_upstream_connections_open");
  }

  /** From now on no connection to the upstream is kept. */
  void forgetConnections() throws IOException {
    upstream.resetConnections();
    // A read finds out, however many there were, and leaves one that works; end that one properly.
    upstream.play(
        exchange -> {
          exchange.send(OK.replace("Content-Length", "Connection: close\r\nContent-Length"));
          return FaultyUpstream.Next.CLOSE;
        });
    assertThat(RawHttp.get(server.port(), MANIFEST, alice).text()).isEqualTo("ok");
  }

  /**
   * Nothing is under way any more, the next request is answered, and nothing is held that was not
   * at first: no connection of either side, no descriptor, no buffer. The clients of the test must
   * be closed.
   */
  void isWellAgain() throws IOException {
    Await.until(SOON, "no transfer was open", () -> transfers() == 0);
    Await.until(SOON, "no body was held", () -> !isHoldingABody());
    upstream.play(FaultyUpstream.answers(OK));
    assertThat(RawHttp.get(server.port(), MANIFEST, alice).text()).isEqualTo("ok");
    upstream.resetConnections(); // those that are kept for the next request
    Await.until(SOON, "no connection to the registry was left", () -> upstreamConnections() == 0);
    atFirst.awaitAgain();
  }

  /** Whether a number has not changed for a while. */
  static BooleanSupplier standsStill(LongSupplier number) {
    return new BooleanSupplier() {
      private long last = -1;
      private long since;

      @Override
      public boolean getAsBoolean() {
        long now = number.getAsLong();
        if (now != last) {
          last = now;
          since = System.nanoTime();
        }
        return last > 0 && System.nanoTime() - since > STILL;
      }
    };
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isEmpty()) {
      isWellAgain();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
  }
}
