package io.registrymanager.observation;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The histogram of request durations. Its series are found by index, not by label values: the
 * library's own look-up would allocate and hash for each request.
 */
final class RequestDurations {
  /** Stands for whatever is not in a list. */
  static final String OTHER = "other";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", OTHER);
  private static final int STATUSES = 600;
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
  };

  private final Histogram histogram;
  private final List<String> routes;
  private final Map<String, Integer> routeIndex;
  private final Map<String, Integer> methodIndex;
  private final AtomicReferenceArray<AtomicReferenceArray<DistributionDataPoint>> series;

  RequestDurations(PrometheusRegistry registry, Collection<String> names) {
    Set<String> known = new LinkedHashSet<>(names);
    known.remove(OTHER);
    routes = new ArrayList<>(known);
    routes.add(OTHER);
    routeIndex = index(routes);
    methodIndex = index(METHODS);
    series = new AtomicReferenceArray<>(routes.size() * METHODS.size());
    histogram =
        Histogram.builder()
            .name("http_server_request_duration_seconds")
            .help("From the head of a request to the last byte of its answer.")
            .labelNames("route", "method", "status")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);
  }

  private static Map<String, Integer> index(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    return Map.copyOf(index);
  }

  void observe(RequestOutcome outcome) {
    int route = routeIndex.getOrDefault(outcome.asked().route(), routes.size() - 1);
    int method = methodIndex.getOrDefault(outcome.asked().method(), METHODS.size() - 1);
    int status = outcome.status() >= 100 && outcome.status() < STATUSES ? outcome.status() : 0;
    series(route, method, status).observe(outcome.timing().totalNanos() / 1e9);
  }

  /**
   * Two threads may both make a row, and one of them is forgotten: its data points are the
   * histogram's, so nothing is lost.
   */
  private DistributionDataPoint series(int route, int method, int status) {
    int at = route * METHODS.size() + method;
    AtomicReferenceArray<DistributionDataPoint> row = series.get(at);
    if (row == null) {
      row = new AtomicReferenceArray<>(STATUSES);
      series.set(at, row);
    }
    DistributionDataPoint point = row.get(status);
    if (point == null) {
      String code = status == 0 ? OTHER : Integer.toString(status);
      point = histogram.labelValues(routes.get(route), METHODS.get(method), code);
      row.set(status, point);
    }
    return point;
  }
}
