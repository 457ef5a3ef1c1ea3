package io.registrymanager.observation;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.UserId;
import io.registrymanager.observation.RequestOutcome.Answered;
import io.registrymanager.observation.RequestOutcome.Asked;
import io.registrymanager.observation.RequestOutcome.Timing;
import io.registrymanager.observation.RequestOutcome.Traffic;
import io.registrymanager.observation.RequestOutcome.Who;
import java.time.Instant;
import java.util.Optional;

/** Outcomes for tests. */
final class Outcomes {
  private static final Instant STARTED = Instant.parse("2026-02-03T04:05:06.789Z");

  private Outcomes() {}

  static RequestOutcome pull() {
    return of("GET", "pull-manifest", 200, "");
  }

  static RequestOutcome of(String method, String route, int status, String reason) {
    return named("team/app", method, route, status, reason);
  }

  static RequestOutcome named(
      String repository, String method, String route, int status, String reason) {
    return new RequestOutcome(
        new Asked(
            new RequestId("01JABC"),
            new ClientAddress("192.0.2.7"),
            method,
            route,
            repository,
            "1.2"),
        new Who("alice", Optional.of(new UserId(7)), new Login.Remembered()),
        new Answered(status, reason, Optional.empty()),
        new Traffic(12, 3456),
        new Timing(STARTED, 7_654_321, 1_000_999));
  }
}
