package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts a load on a peer: one thread, one selector, reads of up to 1 MiB. A unit that is not due yet
 * waits; one that is due while every connection is busy is made up for as soon as one is free.
 */
final class Generator implements AutoCloseable {
  /** Short enough to meet a rate, long enough to leave the core to the upstream. */
  private static final long NAP_NANOS = 50_000;

  private final Selector selector = Selector.open();
  private final List<ClientConnection> connections = new ArrayList<>();
  private final Queue<ClientConnection> resting = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final Load load;
  private final Pace pace;
  private final Latencies latencies = new Latencies();
  private long done;

  Generator(Load load, int port) throws IOException {
    this.load = load;
    this.pace = new Pace(load);
    List<PreparedRequest> script =
        load.script().stream().map(request -> PreparedRequest.of(request, port)).toList();
    for (int i = 0; i < load.connections(); i++) {
      connections.add(new ClientConnection(this, selector, port, script));
    }
    for (ClientConnection connection : connections) {
      connection.begin();
    }
  }

  /** Goes on for that long; what was counted before is forgotten. */
  void run(Duration time) throws IOException {
    done = 0;
    latencies.clear();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (pace.isFlatOut()) {
        selector.select(this::ready, 100);
      } else if (selector.selectNow(this::ready) == 0) {
        LockSupport.parkNanos(NAP_NANOS);
      }
      while (!resting.isEmpty() && pace.isDue()) {
        resting.remove().resume();
      }
    }
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

  boolean isDue() {
    return pace.isDue();
  }

  void rest(ClientConnection connection) {
    resting.add(connection);
  }

  /** A round of the script begins. */
  void began() {
    if (counts(Unit.REQUEST)) {
      pace.did(1);
    }
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
  }
}
