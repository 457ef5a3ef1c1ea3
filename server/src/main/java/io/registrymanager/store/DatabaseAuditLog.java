package io.registrymanager.store;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditEvent;
import io.registrymanager.audit.AuditLog;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.endpoint.Json;
import io.registrymanager.thread.Blocking;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The audit in the database. */
final class DatabaseAuditLog implements AuditLog {
  private final Sessions sessions;

  DatabaseAuditLog(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void write(List<AuditEvent> events) {
    Blocking.check();
    if (!events.isEmpty()) {
      sessions.write(db -> insert(db, events));
    }
  }

  private static int insert(Handle db, List<AuditEvent> events) {
    PreparedBatch batch =
        db.prepareBatch(
            """
            INSERT INTO audit_events (at, kind, actor, source, request_id, user_name, repository,
                                      reference, digest, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    for (AuditEvent event : events) {
      AuditEntry entry = AuditEntry.of(event);
      batch.add(
          entry.circumstances().at().toEpochMilli(),
          entry.kind().word(),
          entry.actor(),
          entry.circumstances().source(),
          entry.circumstances().requestId(),
          entry.user(),
          entry.target().repository(),
          entry.target().reference(),
          entry.target().digest(),
          new String(Json.bytes(entry.details()), StandardCharsets.UTF_8));
    }
    return batch.execute().length;
  }

  @Override
  public List<Kept> find(AuditQuery query) {
    Blocking.check();
    return sessions.read(db -> AuditQueries.find(db, query));
  }

  @Override
  public int prune(Instant before, int limit) {
    Blocking.check();
    return sessions.write(
        db ->
            prune(db, "audit_events", before, limit) + prune(db, "account_changes", before, limit));
  }

  private static int prune(Handle db, String table, Instant before, int limit) {
    return db.execute(
        "DELETE FROM %1$s WHERE number IN (SELECT number FROM %1$s WHERE at < ? ORDER BY at LIMIT ?)"
            .formatted(table),
        before.toEpochMilli(),
        limit);
  }
}
