package io.registrymanager.observation;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts and times requests. The series are bounded whatever clients send: routes and methods come
 * from closed lists, no label names a user or a repository. A known series is found without
 * allocating. Thread-safe.
 */
public final class RequestMetrics implements RequestObserver {
  private static final int MOST_REASONS = 64;
  private static final int LONGEST_REASON = 64;

  private final RequestDurations durations;
  private final Counter refused;
  private final CounterDataPoint otherReason;
  private final ConcurrentMap<String, CounterDataPoint> reasons = new ConcurrentHashMap<>();
  private final CounterDataPoint received;
  private final CounterDataPoint sent;

  /**
   * Metrics of requests among {@code metrics}.
   *
   * @param routes every route name that is shown by itself; all others become {@code other}
   */
  public RequestMetrics(Metrics metrics, Collection<String> routes) {
    durations = new RequestDurations(metrics.registry(), routes);
    refused =
        Counter.builder()
            .name("registrymanager_refused_total")
            .help("Requests refused or failed, by the reason in the access log.")
            .labelNames("reason")
            .withoutExemplars()
            .register(metrics.registry());
    otherReason = refused.labelValues(RequestDurations.OTHER);
    received = bytes(metrics, "registrymanager_received_bytes_total", "Body bytes from clients.");
    sent = bytes(metrics, "registrymanager_sent_bytes_total", "Body bytes to clients.");
  }

  private static CounterDataPoint bytes(Metrics metrics, String name, String help) {
    return Counter.builder()
        .name(name)
        .help(help)
        .withoutExemplars()
        .register(metrics.registry())
        .labelValues();
  }

  @Override
  public void ended(RequestOutcome outcome) {
    durations.observe(outcome);
    received.inc(Math.max(0, outcome.traffic().received()));
    sent.inc(Math.max(0, outcome.traffic().sent()));
    String reason = outcome.reason();
    if (!reason.isEmpty()) {
      CounterDataPoint known = reasons.get(reason);
      (known == null ? firstSeen(reason) : known).inc();
    }
  }

  /** Reasons are fixed words; should one not be, it cannot fill the memory. */
  private CounterDataPoint firstSeen(String reason) {
    if (reasons.size() >= MOST_REASONS || reason.length() > LONGEST_REASON) {
      return otherReason;
    }
    return reasons.computeIfAbsent(reason, refused::labelValues);
  }
}
