package io.registrymanager.observation;

import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.observation.HealthIndicator.Health;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks everything this program needs how it is, all at once, and answers for all of them. */
final class ReadinessCheck {
  private final Readiness readiness;
  private final List<HealthIndicator> indicators;
  private final Duration patience;

  ReadinessCheck(Readiness readiness, List<HealthIndicator> indicators, Duration patience) {
    this.readiness = readiness;
    this.indicators = List.copyOf(indicators);
    this.patience = patience;
  }

  /** Blocks until all have answered, or the patience is over. */
  EndpointResponse answer() {
    if (readiness.isDraining()) {
      return ObservationRoutes.fresh(503, Map.of("status", "draining"));
    }
    Map<String, Health> found = ask();
    boolean ready = found.values().stream().noneMatch(health -> health instanceof Health.Down);
    Map<String, Object> checks = new LinkedHashMap<>();
    found.forEach((name, health) -> checks.put(name, describe(health)));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", ready ? "ready" : "not ready");
    body.put("checks", checks);
    return ObservationRoutes.fresh(ready ? 200 : 503, body);
  }

  private Map<String, Health> ask() {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<String, CompletableFuture<Health>> asked = new LinkedHashMap<>();
    indicators.forEach(indicator -> asked.put(indicator.name(), start(indicator)));
    Map<String, Health> found = new LinkedHashMap<>();
    asked.forEach((name, answer) -> found.put(name, await(answer, deadline)));
    return found;
  }

  private static CompletableFuture<Health> start(HealthIndicator indicator) {
    try {
      return indicator.check().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Health await(CompletableFuture<Health> answer, long deadline) {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return answer.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Health.Down("no answer in time");
    } catch (ExecutionException e) {
      return new Health.Down("could not be found out: " + e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Health.Down("interrupted");
    }
  }

  private static Map<String, String> describe(Health health) {
    return switch (health) {
      case Health.Up _ -> Map.of("status", "up");
      case Health.Impaired impaired -> described("impaired", impaired.reason());
      case Health.Down down -> described("down", down.reason());
    };
  }

  private static Map<String, String> described(String status, String reason) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("status", status);
    entry.put("reason", reason);
    return entry;
  }
}
