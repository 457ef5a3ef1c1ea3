package io.registrymanager.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.endpoint.Route;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.observation.HealthIndicator.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ObservationRoutesTest {
  private record Indicator(String name, Supplier<CompletionStage<Health>> answer)
      implements HealthIndicator {
    @Override
    public CompletionStage<Health> check() {
      return answer.get();
    }
  }

  private static HealthIndicator up(String name) {
    return new Indicator(name, () -> CompletableFuture.completedFuture(new Health.Up()));
  }

  private static HealthIndicator down(String name, String reason) {
    return new Indicator(name, () -> CompletableFuture.completedFuture(new Health.Down(reason)));
  }

  private final Readiness readiness = new Readiness();

  private EndpointResponse get(String path, HealthIndicator... indicators) {
    ObservationRoutes routes = new ObservationRoutes(readiness, List.of(indicators), new Metrics());
    Route route = new RouteTable(routes.forManagement()).find("GET", path).orElseThrow();
    return route
        .handler()
        .handle(
            new EndpointRequest(
                new RequestId("r"),
                new Caller.Nobody(),
                new ClientAddress("127.0.0.1"),
                "GET",
                path,
                Content.NONE));
  }

  private static String body(EndpointResponse response) {
    return Json.read(response.content().bytes()).toString();
  }

  @Test
  void thePublicListenerShowsOnlyThatWeLive() {
    ObservationRoutes routes = new ObservationRoutes(readiness, List.of(), new Metrics());
    assertThat(routes.forListener())
        .extracting(Route::method, Route::path, Route::rule)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("GET", "/health/live", new AccessRule.Anyone()));
  }

  @Test
  void everythingOnTheManagementPortHasItsRule() {
    ObservationRoutes routes = new ObservationRoutes(readiness, List.of(), new Metrics());
    assertThat(routes.forManagement())
        .allMatch(route -> route.rule().equals(new AccessRule.ManagementPort()))
        .extracting(Route::path)
        .containsExactly("/health/live", "/health/ready", "/metrics");
  }

  @Test
  void liveSaysNothingOfTheParts() {
    EndpointResponse response = get("/health/live", down("upstream", "connection refused"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response)).isEqualTo("{\"status\":\"live\"}");
    assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
  }

  @Test
  void readyWhenEveryPartIs() {
    EndpointResponse response = get("/health/ready", up("store"), up("upstream"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response))
        .isEqualTo(
            "{\"status\":\"ready\","
                + "\"checks\":{\"store\":{\"status\":\"up\"},\"upstream\":{\"status\":\"up\"}}}");
  }

  @Test
  void notReadyNamesThePartThatIsDown() {
    EndpointResponse response =
        get("/health/ready", up("store"), down("upstream", "connection refused"));
    assertThat(response.status()).isEqualTo(503);
    assertThat(body(response))
        .isEqualTo(
            "{\"status\":\"not ready\",\"checks\":{\"store\":{\"status\":\"up\"},"
                + "\"upstream\":{\"status\":\"down\",\"reason\":\"connection refused\"}}}");
  }

  @Test
  void anIndicatorThatFailsIsDownAndTheOthersAreStillAsked() {
    HealthIndicator throwing =
        new Indicator(
            "a",
            () -> {
              throw new IllegalStateException("broken");
            });
    HealthIndicator failing =
        new Indicator("b", () -> CompletableFuture.failedFuture(new IllegalStateException("out")));
    EndpointResponse response = get("/health/ready", throwing, failing, up("c"));
    assertThat(response.status()).isEqualTo(503);
    assertThat(body(response)).contains("broken", "out", "\"c\":{\"status\":\"up\"}");
  }

  @Test
  @Timeout(10)
  void anIndicatorThatSaysNothingIsDownAfterAWhile() {
    HealthIndicator silent = new Indicator("store", CompletableFuture::new);
    ReadinessCheck check =
        new ReadinessCheck(readiness, List.of(silent, up("upstream")), Duration.ofMillis(50));
    assertThat(body(check.answer()))
        .contains("\"reason\":\"no answer in time\"", "\"upstream\":{\"status\":\"up\"}");
  }

  @Test
  void drainingIsNotReadyAtOnceAndForEver() {
    assertThat(get("/health/ready", up("store")).status()).isEqualTo(200);
    readiness.drain();
    EndpointResponse response =
        get("/health/ready", new Indicator("store", CompletableFuture::new));
    assertThat(response.status()).isEqualTo(503);
    assertThat(body(response)).isEqualTo("{\"status\":\"draining\"}");
    assertThat(get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void metricsAreTextThatPrometheusReads() {
    EndpointResponse response = get("/metrics");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content().type()).startsWith("text/plain; version=0.0.4");
    assertThat(new String(response.content().bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("# TYPE process_uptime_seconds gauge");
  }
}
