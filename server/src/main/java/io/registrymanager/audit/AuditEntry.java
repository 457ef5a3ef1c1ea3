package io.registrymanager.audit;

import io.registrymanager.identity.Username;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of the audit, events and account changes alike. Immutable.
 *
 * @param actor who did it, as {@link io.registrymanager.identity.Actor} prints itself; empty if
 *     that is not known
 * @param user the account that it is about, or empty
 * @param details what else there is to say, as JSON knows it; never a secret
 */
public record AuditEntry(
    AuditKind kind,
    Circumstances circumstances,
    String actor,
    String user,
    AuditTarget target,
    Map<String, Object> details) {
  /** Copies the details, keeping their order. */
  public AuditEntry {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** An event as a line. */
  public static AuditEntry of(AuditEvent event) {
    return switch (event) {
      case AuditEvent.LoginRefused refused ->
          new AuditEntry(
              AuditKind.LOGIN_REFUSED,
              refused.circumstances(),
              "",
              refused.name().map(Username::value).orElse(""),
              AuditTarget.NONE,
              counted(Map.of("reason", refused.reason()), refused.count()));
      case AuditEvent.FirstLogin login ->
          new AuditEntry(
              AuditKind.FIRST_LOGIN,
              login.circumstances(),
              login.who().toString(),
              login.who().name().value(),
              AuditTarget.NONE,
              Map.of());
      case AuditEvent.AccessDenied denied ->
          new AuditEntry(
              AuditKind.ACCESS_DENIED,
              denied.circumstances(),
              denied.who().toString(),
              denied.who().name().value(),
              new AuditTarget(denied.repository(), "", ""),
              counted(
                  Map.of("operation", denied.route(), "reason", denied.reason()), denied.count()));
      case AuditEvent.ManifestUsed used ->
          new AuditEntry(
              kind(used.use()),
              used.circumstances(),
              used.who().toString(),
              used.who().name().value(),
              new AuditTarget(
                  used.repository(),
                  used.reference(),
                  used.digest().map(Object::toString).orElse("")),
              used.count() == 1 ? Map.of() : Map.of("count", used.count()));
    };
  }

  private static AuditKind kind(AuditEvent.ManifestUse use) {
    return switch (use) {
      case PULL -> AuditKind.PULL_MANIFEST;
      case PUSH -> AuditKind.PUSH_MANIFEST;
      case DELETE -> AuditKind.DELETE_MANIFEST;
    };
  }

  private static Map<String, Object> counted(Map<String, String> words, long count) {
    Map<String, Object> details = new LinkedHashMap<>(new TreeMap<>(words));
    details.put("count", count);
    return details;
  }
}
