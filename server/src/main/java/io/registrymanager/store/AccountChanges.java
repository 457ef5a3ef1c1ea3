package io.registrymanager.store;

import io.registrymanager.access.Grant;
import io.registrymanager.audit.AuditKind;
import io.registrymanager.endpoint.Json;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes the audit row of a change, in the change's transaction. Passwords and hashes stay out. */
final class AccountChanges {
  private AccountChanges() {}

  /** What happened; as the table names it. */
  enum Kind {
    CREATE(AuditKind.CREATE_USER),
    UPDATE(AuditKind.UPDATE_USER),
    RENEW_HASH(AuditKind.RENEW_HASH),
    DELETE(AuditKind.DELETE_USER);

    private final AuditKind kind;

    Kind(AuditKind kind) {
      this.kind = kind;
    }
  }

  /** Writes one row; the database gives it the next change number. */
  static void record(
      Handle db, Instant at, Kind kind, Origin origin, User user, Map<String, Object> details) {
    db.createUpdate(
            """
            INSERT INTO account_changes
              (at, kind, actor, source, request_id, user_id, user_name, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .bind(0, at.toEpochMilli())
        .bind(1, kind.kind.word())
        .bind(2, origin.actor().toString())
        .bind(3, origin.source())
        .bind(4, origin.requestId())
        .bind(5, user.id().value())
        .bind(6, user.account().name().value())
        .bind(7, new String(Json.bytes(details), StandardCharsets.UTF_8))
        .execute();
  }

  /** All of a user, for its beginning and its end. */
  static Map<String, Object> whole(User user) {
    Account account = user.account();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role", account.role().name());
    fields.put("status", account.status().name());
    fields.put("grants", account.grants().stream().map(Grant::toString).toList());
    if (user instanceof DirectoryUser directory) {
      fields.put("kept", "directory");
      directory.person().ifPresent(person -> fields.put("person", person.toString()));
    }
    return fields;
  }

  /** What is different, before and after. */
  static Map<String, Object> difference(User before, User after) {
    Map<String, Object> old = named(before);
    Map<String, Object> fresh = named(after);
    Map<String, Object> details = new LinkedHashMap<>();
    Map<String, Object> gone = without(old, fresh);
    Map<String, Object> come = without(fresh, old);
    if (!gone.isEmpty() || !come.isEmpty()) {
      details.put("before", gone);
      details.put("after", come);
    }
    if (!UserRows.hash(before).equals(UserRows.hash(after))) {
      details.put("password", UserRows.hash(after).isPresent() ? "changed" : "erased");
    }
    return details;
  }

  private static Map<String, Object> named(User user) {
    Map<String, Object> fields = whole(user);
    fields.put("name", user.account().name().value());
    return fields;
  }

  private static Map<String, Object> without(
      Map<String, Object> fields, Map<String, Object> other) {
    Map<String, Object> rest = new LinkedHashMap<>(fields);
    rest.entrySet().removeAll(other.entrySet());
    return rest;
  }
}
