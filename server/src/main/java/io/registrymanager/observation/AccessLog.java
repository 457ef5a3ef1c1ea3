package io.registrymanager.observation;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * One JSON line for each request: never a query string, never a header. The line is made on the
 * calling thread and written by a thread of its own; when that one falls behind, lines are dropped
 * and counted, for no request waits for its log line. Thread-safe.
 */
public final class AccessLog implements RequestObserver, AutoCloseable {
  private static final int QUEUE = 4096;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final LineRing ring;
  private final LineWriter writer;
  private final Thread thread;
  private final LongAdder dropped = new LongAdder();

  AccessLog(LogSink sink, int capacity) {
    ring = new LineRing(capacity);
    writer = new LineWriter(ring, sink);
    thread = Thread.ofPlatform().daemon().name("access-log").start(writer);
  }

  /**
   * Opens the log, unless it is turned off.
   *
   * @throws IOException if the file cannot be opened now; later failures are counted and tried
   *     again
   */
  public static Optional<AccessLog> open(AccessLogTarget target) throws IOException {
    return switch (target) {
      case AccessLogTarget.Off _ -> Optional.empty();
      case AccessLogTarget.StandardOutput _ ->
          Optional.of(new AccessLog(StandardOutputSink.open(), QUEUE));
      case AccessLogTarget.LogFile file ->
          Optional.of(new AccessLog(new FileSink(file.path()), QUEUE));
    };
  }

  @Override
  public void ended(RequestOutcome outcome) {
    long turn = ring.claim();
    if (turn < 0) {
      dropped.increment();
      return;
    }
    try {
      render(outcome, ring.line(turn));
    } finally {
      ring.publish(turn);
    }
    writer.wake(thread);
  }

  /** Keeps an event for which the audit has no place, as a line of its own. Never waits. */
  public void keep(AuditEvent event) {
    long turn = ring.claim();
    if (turn < 0) {
      dropped.increment();
      return;
    }
    try {
      render(AuditEntry.of(event), ring.line(turn));
    } finally {
      ring.publish(turn);
    }
    writer.wake(thread);
  }

  private static void render(AuditEntry entry, JsonLine line) {
    line.begin();
    line.time("time", entry.circumstances().at());
    line.text("audit", entry.kind().word());
    line.text("id", entry.circumstances().requestId());
    line.text("client", entry.circumstances().source());
    line.text("actor", entry.actor());
    line.text("user", entry.user());
    line.text("repository", entry.target().repository());
    line.text("reference", entry.target().reference());
    line.text("digest", entry.target().digest());
    entry.details().forEach((name, value) -> line.text(name, value.toString()));
    line.end();
  }

  private static void render(RequestOutcome outcome, JsonLine line) {
    RequestOutcome.Asked asked = outcome.asked();
    line.begin();
    line.time("time", outcome.timing().started());
    line.text("id", asked.id().value());
    line.text("client", asked.client().value());
    line.text("user", outcome.user());
    line.text("method", asked.method());
    line.text("route", asked.route());
    line.text("repository", asked.repository());
    line.text("reference", asked.reference());
    line.number("status", outcome.status());
    line.number("received", outcome.traffic().received());
    line.number("sent", outcome.traffic().sent());
    line.milliseconds("ms", outcome.timing().totalNanos());
    line.milliseconds("upstream_ms", outcome.timing().upstreamNanos());
    line.text("reason", outcome.reason());
    line.end();
  }

  /** Shows among the metrics what was lost or went wrong. */
  public void showIn(Metrics metrics) {
    metrics.counter(
        "registrymanager_access_log_dropped_total",
        "Access-log lines not kept because the writer was too far behind.",
        this::dropped);
    metrics.counter(
        "registrymanager_access_log_write_errors_total",
        "Attempts to write access-log lines that failed.",
        this::writeErrors);
  }

  /** Lines that were not kept because the writer was too far behind. */
  public long dropped() {
    return dropped.sum();
  }

  /** Attempts to write that failed; their lines wait for the next one. */
  public long writeErrors() {
    return writer.errors();
  }

  /** Writes what is still there, for two seconds at most. */
  @Override
  public void close() {
    writer.finish(thread);
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
