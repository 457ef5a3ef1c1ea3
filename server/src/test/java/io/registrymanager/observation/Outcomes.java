package io.registrymanager.observation;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.observation.RequestOutcome.Answered;
import io.registrymanager.observation.RequestOutcome.Asked;
import io.registrymanager.observation.RequestOutcome.Timing;
import io.registrymanager.observation.RequestOutcome.Traffic;
import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.oci.Digest;
import java.time.Instant;
import java.util.Optional;

/** Outcomes for tests. */
final class Outcomes {
  private static final Instant STARTED = Instant.parse("2026-02-03T04:05:06.789Z");

  private static final RequestId ID = new RequestId("01JABC");
  private static final ClientAddress CLIENT = new ClientAddress("192.0.2.7");
  private static final Who ALICE =
      new Who(
          "alice",
          Optional.of(new Actor.Person(new UserId(7), new Username("alice"))),
          new Login.Remembered());

  private Outcomes() {}

  static RequestOutcome pull() {
    return of("GET", "pull-manifest", 200, "");
  }

  static RequestOutcome of(String method, String route, int status, String reason) {
    return named("team/app", method, route, status, reason);
  }

  static RequestOutcome named(
      String repository, String method, String route, int status, String reason) {
    return of(
        new Asked(ID, CLIENT, method, route, repository, "1.2"),
        ALICE,
        new Answered(status, reason, Optional.empty()));
  }

  /** A route of ours, by anybody. */
  static RequestOutcome answered(Who who, int status, String reason) {
    return of(
        new Asked(ID, CLIENT, "GET", "/users", "", ""),
        who,
        new Answered(status, reason, Optional.empty()));
  }

  /** A pulled manifest. */
  static RequestOutcome manifest(String reference, Optional<Digest> digest) {
    return of(
        new Asked(ID, CLIENT, "GET", "pull-manifest", "team/app", reference),
        ALICE,
        new Answered(200, "", digest));
  }

  private static RequestOutcome of(Asked asked, Who who, Answered answered) {
    return new RequestOutcome(
        asked, who, answered, new Traffic(12, 3456), new Timing(STARTED, 7_654_321, 1_000_999));
  }
}
