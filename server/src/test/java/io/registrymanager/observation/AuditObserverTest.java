package io.registrymanager.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditEvent;
import io.registrymanager.audit.AuditLog;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.audit.AuditRecorder;
import io.registrymanager.audit.AuditSettings;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.oci.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditObserverTest {
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private final List<AuditEvent> kept = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "GET, pull-manifest, 200, pull-manifest",
    "HEAD, pull-manifest, 200, ''",
    "GET, pull-manifest, 304, ''",
    "GET, pull-manifest, 404, ''",
    "PUT, push-manifest, 201, push-manifest",
    "PUT, push-manifest, 400, ''",
    "DELETE, delete-manifest, 202, delete-manifest",
    "GET, pull-manifest, 403, access-denied",
    "PUT, finish-upload, 403, access-denied",
    "POST, /user, 403, access-denied",
    "GET, pull-blob, 200, ''",
    "PUT, finish-upload, 201, ''",
    "GET, ping, 200, ''",
    "POST, /user, 201, ''",
    "GET, pull-manifest, 499, ''",
  })
  void whatIsWorthIt(String method, String route, int status, String kind) {
    assertThat(kinds(Outcomes.of(method, route, status, "")))
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
  }

  @Test
  void aLoginIsKeptOnlyWhenItWasLookedAt() {
    assertThat(kinds(by(alice(new Login.Verified())))).containsExactly("first-login");
    assertThat(kinds(by(alice(new Login.Remembered())))).isEmpty();
    assertThat(kinds(by(refused(new Login.Refused(Optional.of(new Username("alice")))))))
        .containsExactly("login-refused");
    assertThat(kinds(by(refused(new Login.RefusedAgain())))).isEmpty();
    assertThat(kinds(by(Who.NOBODY))).isEmpty();
    // Whoever came over the administration socket has a name, but is no user.
    assertThat(
            kinds(
                Outcomes.answered(
                    new Who("socket:uid=0", Optional.empty(), new Login.None()), 403, "")))
        .isEmpty();
  }

  @Test
  void aRequestMayBeALoginAndADenialToo() {
    assertThat(kinds(Outcomes.answered(alice(new Login.Verified()), 403, "cross-site")))
        .containsExactly("first-login", "access-denied");
  }

  @Test
  void theManifestIsTheOneTheRegistryNamedOrTheOneAskedFor() {
    Digest digest = new Digest(DIGEST);
    assertThat(targets(Outcomes.manifest("1.2", Optional.of(digest))))
        .containsExactly("team/app 1.2 " + DIGEST);
    assertThat(targets(Outcomes.manifest(DIGEST, Optional.empty())))
        .containsExactly("team/app " + DIGEST + " " + DIGEST);
    assertThat(targets(Outcomes.manifest("1.2", Optional.empty())))
        .containsExactly("team/app 1.2 ");
  }

  private static Who alice(Login login) {
    return new Who(
        "alice", Optional.of(new Actor.Person(new UserId(7), new Username("alice"))), login);
  }

  private static Who refused(Login login) {
    return new Who("", Optional.empty(), login);
  }

  private static RequestOutcome by(Who who) {
    return Outcomes.answered(who, who.name().isEmpty() ? 401 : 404, "why");
  }

  private List<String> kinds(RequestOutcome outcome) {
    return entries(outcome).stream().map(entry -> entry.kind().word()).toList();
  }

  private List<String> targets(RequestOutcome outcome) {
    return entries(outcome).stream()
        .map(AuditEntry::target)
        .map(target -> target.repository() + " " + target.reference() + " " + target.digest())
        .toList();
  }

  private List<AuditEntry> entries(RequestOutcome outcome) {
    kept.clear();
    AuditSettings settings = new AuditSettings(Duration.ofDays(1));
    try (AuditRecorder recorder =
        new AuditRecorder(new Log(kept), settings, _ -> {}, InstantSource.system())) {
      new AuditObserver(recorder).ended(outcome);
    }
    return kept.stream().map(AuditEntry::of).toList();
  }

  private record Log(List<AuditEvent> kept) implements AuditLog {
    @Override
    public void write(List<AuditEvent> events) {
      kept.addAll(events);
    }

    @Override
    public List<Kept> find(AuditQuery query) {
      return List.of();
    }

    @Override
    public int prune(Instant before, int limit) {
      return 0;
    }
  }
}
