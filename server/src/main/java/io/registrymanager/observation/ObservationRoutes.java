package io.registrymanager.observation;

import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.AccessRule.Anyone;
import io.registrymanager.endpoint.AccessRule.ManagementPort;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The routes that tell how we are. */
public final class ObservationRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReadinessCheck check;
  private final Metrics metrics;

  /** Routes over these parts. */
  public ObservationRoutes(Readiness readiness, List<HealthIndicator> indicators, Metrics metrics) {
    this.check = new ReadinessCheck(readiness, indicators, PATIENCE);
    this.metrics = metrics;
  }

  /** What the public listener shows: that the process answers, and nothing else. */
  public List<Route> forListener() {
    return List.of(live(new Anyone()));
  }

  /** What the management port shows. */
  public List<Route> forManagement() {
    AccessRule rule = new ManagementPort();
    return List.of(
        live(rule),
        new Route("GET", "/health/ready", rule, _ -> check.answer()),
        new Route("GET", "/metrics", rule, _ -> EndpointResponse.of(200, metrics.text())));
  }

  private static Route live(AccessRule rule) {
    return new Route("GET", "/health/live", rule, _ -> fresh(200, Map.of("status", "live")));
  }

  /** A JSON answer that no cache may keep. */
  static EndpointResponse fresh(int status, Object body) {
    return EndpointResponse.json(status, body).with("Cache-Control", "no-store");
  }
}
