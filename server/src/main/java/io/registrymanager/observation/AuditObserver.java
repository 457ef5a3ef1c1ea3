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
    if (isWorthIt(outcome)) {
      person(outcome.who()).ifPresent(who -> ended(outcome, who));
    }
  }

  /** Most requests are not: nothing is made for them. */
  private static boolean isWorthIt(RequestOutcome outcome) {
    return outcome.status() == FORBIDDEN
        || outcome.who().login() instanceof Login.Verified
        || isSuccess(outcome.status()) && use(outcome.asked()).isPresent();
  }

  private void ended(RequestOutcome outcome, Actor.Person who) {
    RequestOutcome.Asked asked = outcome.asked();
    if (outcome.who().login() instanceof Login.Verified) {
      recorder.record(new AuditEvent.FirstLogin(circumstances(outcome), who));
    }
    if (outcome.status() == FORBIDDEN) {
      String reason = outcome.reason().isEmpty() ? "forbidden" : outcome.reason();
      recorder.record(
          new AuditEvent.AccessDenied(
              circumstances(outcome), who, asked.route(), asked.repository(), reason, 1));
    } else if (isSuccess(outcome.status())) {
      use(asked)
          .ifPresent(
              use ->
                  recorder.record(
                      new AuditEvent.ManifestUsed(
                          circumstances(outcome),
                          use,
                          who,
                          asked.repository(),
                          asked.reference(),
                          outcome.answered().digest().or(() -> Digest.parse(asked.reference())))));
    }
  }

  private static Circumstances circumstances(RequestOutcome outcome) {
    return new Circumstances(
        outcome.timing().started(), outcome.asked().client().value(), outcome.asked().id().value());
  }

  private static Optional<Actor.Person> person(RequestOutcome.Who who) {
    return who.id().map(id -> new Actor.Person(id, new Username(who.name())));
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
