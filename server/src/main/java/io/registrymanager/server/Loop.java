package io.registrymanager.server;

import io.netty.channel.EventLoop;
import io.registrymanager.identity.UserId;
import io.registrymanager.proxy.LoopProxy;
import io.registrymanager.upstream.HeadPrinter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop has of its own: the proxy's part, the connections that are open, the date.
 * One sweep a second checks every time limit, so that no request has to start a timer. Used on its
 * event loop only.
 */
final class Loop {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** Makes nothing but speed, so no setting: with all of it used up, heads are read as ever. */
  private static final int REPEATED_HEADS = 2 * 1024 * 1024;

  private final EventLoop eventLoop;
  private final LoopProxy proxy;
  private final MemoryBudget repeatedHeads = new MemoryBudget(REPEATED_HEADS);
  private final HeadPrinter printer = new HeadPrinter();
  private final MemoryBudget heads;
  private final MemoryBudget bodies;
  private final Set<FrontConnection> connections = new HashSet<>();
  private String date = HTTP_DATE.format(Instant.now());

  /**
   * One event loop's part.
   *
   * @param heads the memory for heads that are not complete
   * @param bodies the memory for bodies of our own endpoints
   */
  Loop(EventLoop eventLoop, LoopProxy proxy, MemoryBudget heads, MemoryBudget bodies) {
    this.eventLoop = eventLoop;
    this.proxy = proxy;
    this.heads = heads;
    this.bodies = bodies;
  }

  /** Begins to sweep. */
  void start() {
    eventLoop.scheduleAtFixedRate(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  private void sweep() {
    date = HTTP_DATE.format(Instant.now());
    long now = System.nanoTime();
    watched(() -> proxy.sweep(now), () -> {});
    for (FrontConnection connection : new ArrayList<>(connections)) {
      watched(() -> connection.sweep(now), connection::close);
    }
  }

  /** A sweep that failed once would never be scheduled again, and every time limit with it. */
  private static void watched(Runnable part, Runnable whenItFails) {
    try {
      part.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a time limit could not be looked at", e);
      whenItFails.run();
    }
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  LoopProxy proxy() {
    return proxy;
  }

  /** Prints the heads of answers, one after the other. */
  HeadPrinter printer() {
    return printer;
  }

  /** The memory for heads that may be repeated. */
  MemoryBudget repeatedHeads() {
    return repeatedHeads;
  }

  MemoryBudget heads() {
    return heads;
  }

  MemoryBudget bodies() {
    return bodies;
  }

  /** Now, as a {@code Date} header. */
  String date() {
    return date;
  }

  void opened(FrontConnection connection) {
    connections.add(connection);
  }

  void closed(FrontConnection connection) {
    connections.remove(connection);
  }

  /** How many exchanges are under way. */
  int exchanges() {
    return (int) connections.stream().filter(FrontConnection::isBusy).count();
  }

  /** How many of them go to the registry. */
  int transfers() {
    return (int)
        connections.stream()
            .flatMap(connection -> connection.exchange().stream())
            .filter(exchange -> exchange.user().isPresent())
            .count();
  }

  /** Lets busy connections finish what they do, and closes the others. */
  void drain() {
    new ArrayList<>(connections).forEach(FrontConnection::drain);
  }

  /** For whom the registry is asked. */
  Set<UserId> users() {
    return connections.stream()
        .flatMap(connection -> connection.exchange().stream())
        .flatMap(exchange -> exchange.user().stream())
        .collect(Collectors.toSet());
  }

  /** Ends every transfer of that user at once. */
  void endTransfersOf(UserId user) {
    new ArrayList<>(connections)
        .forEach(connection -> connection.exchange().ifPresent(exchange -> exchange.endIfOf(user)));
  }
}
