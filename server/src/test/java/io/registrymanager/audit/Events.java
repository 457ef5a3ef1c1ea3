package io.registrymanager.audit;

import io.registrymanager.audit.AuditEvent.AccessDenied;
import io.registrymanager.audit.AuditEvent.FirstLogin;
import io.registrymanager.audit.AuditEvent.LoginRefused;
import io.registrymanager.audit.AuditEvent.ManifestUse;
import io.registrymanager.audit.AuditEvent.ManifestUsed;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.Digest;
import java.time.Instant;
import java.util.Optional;

/** Events for tests. */
public final class Events {
  /** When the first of them happened. */
  public static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  /** What the registry named. */
  public static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

  private Events() {}

  /** Somebody; its id is the length of its name. */
  public static Actor.Person person(String name) {
    return new Actor.Person(new UserId(name.length()), new Username(name));
  }

  /** Circumstances so many milliseconds after {@link #START}. */
  public static Circumstances at(long millis) {
    return new Circumstances(START.plusMillis(millis), "192.0.2.7", "request-" + millis);
  }

  /** A pulled manifest. */
  public static AuditEvent pull(long millis, String user, String repository) {
    return used(millis, ManifestUse.PULL, user, repository);
  }

  /** A pushed manifest. */
  public static AuditEvent push(long millis, String user, String repository) {
    return used(millis, ManifestUse.PUSH, user, repository);
  }

  private static AuditEvent used(long millis, ManifestUse use, String user, String repository) {
    return new ManifestUsed(
        at(millis), use, person(user), repository, "1.2", Optional.of(DIGEST), 1);
  }

  /** A denial. */
  public static AuditEvent denied(long millis, String user, String repository) {
    return new AccessDenied(
        at(millis), person(user), "push-manifest", repository, "missing-right:push", 1);
  }

  /** A login, from the usual source. */
  public static AuditEvent login(long millis, String user) {
    return new FirstLogin(at(millis), person(user));
  }

  /** A refused login. */
  public static AuditEvent refused(long millis, String user) {
    return new LoginRefused(at(millis), Optional.of(new Username(user)), "wrong-password", 1);
  }
}
