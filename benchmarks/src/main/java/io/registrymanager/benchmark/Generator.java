package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Puts a load on a peer: one thread, one selector, reads of up to 1 MiB. A unit that is not due yet
 * waits; one that is due while every connection is busy is made up for as soon as one is free.
 */
final class Generator implements AutoCloseable {
  /** Short enough to meet a rate, long enough to leave the core to the upstream. */
  static final long NAP_NANOS = 50_000;

  private final Selector selector = Selector.open();
  private final Set<ClientConnection> connections = new LinkedHashSet<>();
  private final Queue<ClientConnection> resting = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final Load load;
  private final Wire.Dialer dialer;
  private final List<List<PreparedRequest>> scripts;
  private final Pace pace;
  private final Latencies latencies = new Latencies();
  private int script;
  private int vacant;
  private long done;

  Generator(Load load, int port) throws IOException {
    this.load = load;
    pace = new Pace(load.offer().seenBy(Offer.By.CLIENT));
    dialer =
        load.link().isSecure()
            ? new TlsWire.Dialer(port, load.link())
            : new PlainWire.Dialer(port, Descriptors.state());
    scripts = load.scripts().stream().map(one -> prepared(one, port, load.link())).toList();
    vacant = load.connections();
    if (!isFresh()) {
      for (; vacant > 0; vacant--) {
        connections.add(new ClientConnection(this, selector, dialer.dial()));
      }
      for (ClientConnection connection : connections) {
        connection.begin();
      }
    }
  }

  private static List<PreparedRequest> prepared(List<Request> script, int port, Link link) {
    return script.stream().map(request -> PreparedRequest.of(request, port, link)).toList();
  }

  /** Goes on for that long; what was counted before is forgotten. */
  void run(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    runWhile(() -> System.nanoTime() < end);
  }

  /** Goes on until it is told otherwise; what was counted before is forgotten. */
  void runWhile(BooleanSupplier wanted) throws IOException {
    done = 0;
    latencies.clear();
    while (wanted.getAsBoolean()) {
      if (pace.isFlatOut()) {
        selector.select(this::ready, 100);
      } else if (selector.selectNow(this::ready) == 0) {
        LockSupport.parkNanos(NAP_NANOS);
      }
      while (!resting.isEmpty() && pace.isDue()) {
        resting.remove().resume();
      }
      while (vacant > 0 && pace.isDue()) {
        dial();
      }
    }
  }

  private void dial() throws IOException {
    vacant--;
    long began = System.nanoTime();
    ClientConnection connection = new ClientConnection(this, selector, dialer.dial());
    connections.add(connection);
    connection.begin(began);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.attachment() instanceof ClientConnection connection) {
        connection.ready();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Units done in the last run. */
  double units() {
    return load.unit().units(done);
  }

  /** Of the last run. */
  Latencies latencies() {
    return latencies;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  boolean counts(Unit unit) {
    return load.unit() == unit;
  }

  boolean isFresh() {
    return load.link().isFresh();
  }

  boolean isDue() {
    return pace.isDue();
  }

  void rest(ClientConnection connection) {
    resting.add(connection);
  }

  /** The connection is closed, and another may take its place. */
  void left(ClientConnection connection) {
    connections.remove(connection);
    vacant++;
  }

  /** What the round that begins asks for. */
  List<PreparedRequest> next() {
    if (counts(Unit.REQUEST)) {
      pace.did(1);
    }
    script = script + 1 < scripts.size() ? script + 1 : 0;
    return scripts.get(script);
  }

  /** A round of the script ended. */
  void ended(long nanos) {
    latencies.add(nanos);
    if (counts(Unit.REQUEST)) {
      done++;
    }
  }

  /** Bytes of a body went either way. */
  void moved(long bytes) {
    if (counts(Unit.GIBIBYTE)) {
      done += bytes;
      pace.did(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    for (ClientConnection connection : connections) {
      connection.close();
    }
    selector.close();
    dialer.close();
  }
}
