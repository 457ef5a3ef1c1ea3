package io.registrymanager.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.registrymanager.oci.RegistryOperation;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {
  private final Metrics metrics = new Metrics();
  private final RequestMetrics requests = new RequestMetrics(metrics, RegistryOperation.NAMES);

  private String text() {
    return new String(metrics.text().bytes(), UTF_8);
  }

  private List<String> series() {
    return text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void requestsAreCountedAndTimedByRouteMethodAndStatus() {
    requests.ended(Outcomes.pull());
    requests.ended(Outcomes.pull());
    requests.ended(Outcomes.of("PUT", "push-manifest", 403, "denied"));
    assertThat(series())
        .contains(
            "http_server_request_duration_seconds_count"
                + "{method=\"GET\",route=\"pull-manifest\",status=\"200\"} 2",
            "http_server_request_duration_seconds_bucket"
                + "{method=\"GET\",route=\"pull-manifest\",status=\"200\",le=\"0.005\"} 0",
            "http_server_request_duration_seconds_bucket"
                + "{method=\"GET\",route=\"pull-manifest\",status=\"200\",le=\"0.01\"} 2",
            "http_server_request_duration_seconds_count"
                + "{method=\"PUT\",route=\"push-manifest\",status=\"403\"} 1",
            "registrymanager_refused_total{reason=\"denied\"} 1.0",
            "registrymanager_received_bytes_total 36.0",
            "registrymanager_sent_bytes_total 10368.0");
  }

  @Test
  void tenThousandRandomPathsAddNoSeries() {
    requests.ended(Outcomes.named("team/0", "GET", "unlisted", 404, "unknown-route"));
    int before = series().size();
    for (int i = 0; i < 10_000; i++) {
      requests.ended(Outcomes.named("team/" + i, "M" + i, "/random/" + i, 404, "unknown-route"));
      requests.ended(Outcomes.named("team/" + i, "GET", "/random/" + i, 404, "unknown-route"));
    }
    // One more: the methods outside the list, which are one together.
    assertThat(series()).hasSize(before + 18 + 1).noneMatch(line -> line.contains("random"));
    assertThat(text()).doesNotContain("team/", "alice");
  }

  @Test
  void reasonsAndStatusesOutOfBoundsBecomeOther() {
    for (int i = 0; i < 1_000; i++) {
      requests.ended(Outcomes.of("GET", "pull-blob", i * 7, "reason " + i));
    }
    requests.ended(Outcomes.of("GET", "pull-blob", 200, "r".repeat(65)));
    assertThat(series().stream().filter(line -> line.contains("reason="))).hasSize(65);
    assertThat(series())
        .contains("registrymanager_refused_total{reason=\"other\"} 937.0")
        .anyMatch(line -> line.contains("_count{") && line.contains("status=\"other\""))
        .noneMatch(line -> line.contains("status=\"700\""));
  }

  @Test
  void aKnownSeriesIsFoundWithoutAllocation() {
    // The histogram itself takes 40 bytes until it is compiled; a look-up by labels takes 100 more.
    RequestOutcome outcome = Outcomes.of("GET", "pull-manifest", 403, "denied");
    observe(outcome, 30_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    observe(outcome, 30_000);
    long perRequest = (threads.getCurrentThreadAllocatedBytes() - before) / 30_000;
    assertThat(perRequest).as("bytes allocated per request").isLessThanOrEqualTo(48);
  }

  private void observe(RequestOutcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      requests.ended(outcome);
    }
  }

  @Test
  void figuresOfOtherRoomsAreReadWhenAsked() {
    long[] waiting = {0};
    metrics.gauge("registrymanager_waiting", "Waiting.", () -> waiting[0]);
    metrics.counter("registrymanager_lost_total", "Lost.", () -> 3);
    waiting[0] = 5;
    assertThat(series()).contains("registrymanager_waiting 5.0", "registrymanager_lost_total 3.0");
  }

  @Test
  void theProcessShowsItsMemoryAndAge() {
    assertThat(series())
        .anyMatch(line -> line.matches("jvm_heap_used_bytes [1-9].*"))
        .anyMatch(line -> line.matches("jvm_heap_max_bytes [1-9].*"))
        .anyMatch(line -> line.startsWith("jvm_direct_memory_used_bytes "))
        .anyMatch(line -> line.matches("process_uptime_seconds 0*[.1-9].*"));
  }

  @Test
  void twoOfThemDoNotMeet() {
    requests.ended(Outcomes.pull());
    Metrics other = new Metrics();
    new RequestMetrics(other, RegistryOperation.NAMES);
    assertThat(new String(other.text().bytes(), UTF_8)).doesNotContain("pull-manifest");
  }
}
