package io.registrymanager.observation;

import io.registrymanager.audit.AuditEvent;
import io.registrymanager.audit.AuditEvent.ManifestUse;
import io.registrymanager.audit.AuditRecorder;
import io.registrymanager.audit.Circumstances;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.Digest;
import java.util.Optional;

/**
 * Has kept what of each request is worth it: logins that were looked at, denials, uses of
 * manifests. Blobs, HEADs and pings are in the access log alone. Thread-safe.
 */
public final class AuditObserver implements RequestObserver {
  private static final int FORBIDDEN = 403;

  private final AuditRecorder recorder;

  /** An observer that hands events to {@code recorder}, which the caller closes. */
  public AuditObserver(AuditRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void ended(RequestOutcome outcome) {
    if (outcome.who().login() instanceof Login.Refused(Optional<Username> name)) {
      recorder.record(
          new AuditEvent.LoginRefused(circumstances(outcome), name, outcome.reason(), 1));
    }
    Optional<Actor.Person> person = outcome.who().person();
    if (person.isPresent()) {
      ended(outcome, person.get());
    }
  }

  private void ended(RequestOutcome outcome, Actor.Person who) {
    if (outcome.who().login() instanceof Login.Verified) {
      recorder.record(new AuditEvent.FirstLogin(circumstances(outcome), who));
    }
    if (outcome.status() == FORBIDDEN) {
      recorder.record(denied(outcome, who));
    } else if (isSuccess(outcome.status())) {
      Optional<ManifestUse> use = use(outcome.asked());
      if (use.isPresent()) {
        recorder.record(used(outcome, who, use.get()));
      }
    }
  }

  private static AuditEvent denied(RequestOutcome outcome, Actor.Person who) {
    RequestOutcome.Asked asked = outcome.asked();
    String reason = outcome.reason().isEmpty() ? "forbidden" : outcome.reason();
    return new AuditEvent.AccessDenied(
        circumstances(outcome), who, asked.route(), asked.repository(), reason, 1);
  }

  private static AuditEvent used(RequestOutcome outcome, Actor.Person who, ManifestUse use) {
    RequestOutcome.Asked asked = outcome.asked();
    return new AuditEvent.ManifestUsed(
        circumstances(outcome),
        use,
        who,
        asked.repository(),
        asked.reference(),
        outcome.answered().digest().or(() -> Digest.parse(asked.reference())),
        1);
  }

  private static Circumstances circumstances(RequestOutcome outcome) {
    return new Circumstances(
        outcome.timing().started(), outcome.asked().client().value(), outcome.asked().id().value());
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static Optional<ManifestUse> use(RequestOutcome.Asked asked) {
    return switch (asked.route()) {
      case "pull-manifest" ->
          asked.method().equals("GET") ? Optional.of(ManifestUse.PULL) : Optional.empty();
      case "push-manifest" -> Optional.of(ManifestUse.PUSH);
      case "delete-manifest" -> Optional.of(ManifestUse.DELETE);
      default -> Optional.empty();
    };
  }
}
