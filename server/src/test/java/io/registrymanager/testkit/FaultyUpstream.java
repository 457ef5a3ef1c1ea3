package io.registrymanager.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server that misbehaves as told, for faults that a real registry does not show on demand. The
 * fault is played for every request of every connection, and may be changed at any time.
 * Thread-safe.
 */
public final class FaultyUpstream implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LoopbackServer server;
  private volatile Fault fault;

  private FaultyUpstream(int port, Fault fault) {
    this.fault = fault;
    this.server = LoopbackServer.start(port, this::serve);
  }

  /** What is done with one request whose head was read. */
  @FunctionalInterface
  public interface Fault {
    /**
     * Plays it.
     *
     * @return whether the connection goes on to its next request; else it is closed
     * @throws IOException when the other side has gone, which ends the connection too
     */
    Next play(Exchange exchange) throws IOException;
  }

  /** What follows after a fault was played. */
  public enum Next {
    /** The connection waits for its next request. */
    KEEP_OPEN,
    /** The connection is closed. */
    CLOSE
  }

  /** Starts one that plays this fault. */
  public static FaultyUpstream playing(Fault fault) {
    return playing(0, fault);
  }

  /** Starts one at that port. */
  public static FaultyUpstream playing(int port, Fault fault) {
    return new FaultyUpstream(port, fault);
  }

  /** Sends these bytes, whatever they are, and closes. */
  public static Fault sends(String bytes) {
    return exchange -> {
      exchange.send(bytes);
      return Next.CLOSE;
    };
  }

  /** Closes without a word. */
  public static Fault closes() {
    return exchange -> Next.CLOSE;
  }

  /** Sends these bytes and ends the connection with a reset. */
  public static Fault resetsAfter(String bytes) {
    return exchange -> {
      exchange.send(bytes);
      exchange.reset();
      return Next.CLOSE;
    };
  }

  /**
   * Reads nothing after the head, so that a body that is being sent gets stuck; until this server
   * is closed.
   */
  public Fault neverReads() {
    return exchange -> {
      awaitClosed();
      return Next.CLOSE;
    };
  }

  /** Sends these bytes, and then nothing more until the other side gives up. */
  public static Fault stallsAfter(String bytes) {
    return exchange -> {
      exchange.send(bytes);
      exchange.awaitEnd();
      return Next.CLOSE;
    };
  }

  /** Reads the whole body, then answers properly and goes on: what works between two faults. */
  public static Fault answers(String response) {
    return exchange -> {
      exchange.readBody();
      exchange.send(response);
      return Next.KEEP_OPEN;
    };
  }

  /** Plays another fault from the next request on. */
  public void play(Fault other) {
    fault = other;
  }

  /** Where it listens on loopback. */
  public int port() {
    return server.port();
  }

  /** Where it listens, as {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** All requests so far. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Ends all connections with a reset, those in use too, and goes on listening. */
  public void resetConnections() {
    server.resetConnections();
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket client) throws IOException {
    var reader = new HttpReader(new BufferedInputStream(client.getInputStream()));
    Next next = Next.KEEP_OPEN;
    while (next == Next.KEEP_OPEN) {
      byte[] head = reader.head();
      if (head.length == 0) {
        return;
      }
      HttpFields fields = HttpFields.parse(new String(head, StandardCharsets.ISO_8859_1));
      var request = new RecordedRequest(fields);
      requests.add(request);
      next = fault.play(new Exchange(client, reader, request));
    }
  }

  /** One request, and the means to answer it badly. Used by one thread. */
  public static final class Exchange {
    private final Socket client;
    private final HttpReader reader;
    private final RecordedRequest request;

    private Exchange(Socket client, HttpReader reader, RecordedRequest request) {
      this.client = client;
      this.reader = reader;
      this.request = request;
    }

    /** The head that was read. */
    public RecordedRequest request() {
      return request;
    }

    /** Sends a text, one byte for each character (ISO 8859-1). */
    public void send(String text) throws IOException {
      OutputStream out = client.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Reads the request's body by its framing and throws it away. */
    public void readBody() throws IOException {
      OutputStream nowhere = OutputStream.nullOutputStream();
      reader.body(request.head(), nowhere, nowhere);
    }

    /** Reads the request's body by its framing; one character for each byte (ISO 8859-1). */
    public String body() throws IOException {
      var body = new ByteArrayOutputStream();
      reader.body(request.head(), OutputStream.nullOutputStream(), body);
      return body.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads until the other side closes or resets, and counts. */
    public long countToEnd() throws IOException {
      byte[] block = new byte[BLOCK];
      long count = 0;
      try {
        for (int read = reader.stream().read(block); read >= 0; ) {
          count += read;
          read = reader.stream().read(block);
        }
      } catch (SocketException _) {
        // A reset is an end too.
      }
      return count;
    }

    /** Reads this much of the body. */
    public void readBytes(int count) throws IOException {
      reader.stream().readNBytes(count);
    }

    /** Waits until the other side closes; what it still sends is read and thrown away. */
    public void awaitEnd() throws IOException {
      reader.untilClosed(OutputStream.nullOutputStream());
    }

    /** Ends the connection with a reset. */
    public void reset() {
      LoopbackServer.reset(client);
    }
  }
}
