package io.registrymanager.store;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditId;
import io.registrymanager.audit.AuditId.Part;
import io.registrymanager.audit.AuditKind;
import io.registrymanager.audit.AuditLog.Kept;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.audit.AuditTarget;
import io.registrymanager.audit.Circumstances;
import io.registrymanager.endpoint.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Reads account changes and events as one list. Each table gives its newest that fit, by an index;
 * of these the newest are the answer.
 */
final class AuditQueries {
  private static final String EVENTS =
      """
      SELECT 'e' AS part, number, at, kind, actor, source, request_id, user_name, repository,
             reference, digest, details
        FROM audit_events
      """;
  private static final String CHANGES =
      """
      SELECT 'c' AS part, number, at, kind, actor, source, request_id, user_name, '' AS repository,
             '' AS reference, '' AS digest, details
        FROM account_changes
      """;
  private static final String IN = "repository = :repository AND repository <> ''";

  /** As the index has it: the actor without the number of its account. */
  private static final String DONE_BY =
      "substr(actor, 1, instr(actor, '#')) = 'user:' || :user || '#'";

  private static final String NEWEST = " ORDER BY at DESC, number DESC LIMIT :limit";

  private final AuditQuery query;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private AuditQueries(AuditQuery query) {
    this.query = query;
    values.put("limit", query.limit());
  }

  static List<Kept> find(Handle db, AuditQuery query) {
    return statement(db, "", query).map(AuditQueries::kept).list();
  }

  /** How the database finds them, for a test. */
  static List<String> plan(Handle db, AuditQuery query) {
    return statement(db, "EXPLAIN QUERY PLAN ", query)
        .map((row, _) -> row.getString("detail"))
        .list();
  }

  private static Query statement(Handle db, String prefix, AuditQuery query) {
    AuditQueries queries = new AuditQueries(query);
    Query statement = db.createQuery(prefix + queries.sql());
    queries.values.forEach(statement::bind);
    return statement;
  }

  private String sql() {
    List<String> parts = new ArrayList<>();
    parts.add(EVENTS + where(Part.EVENT, "user_name = :user AND user_name <> ''"));
    if (query.repository().isEmpty()) {
      parts.add(CHANGES + where(Part.CHANGE, "user_name = :user"));
      if (query.user().isPresent()) {
        parts.add(CHANGES + where(Part.CHANGE, DONE_BY + " AND user_name <> :user"));
      }
    }
    return parts.stream()
        .map(part -> "SELECT * FROM (" + part + NEWEST + ")")
        .collect(
            Collectors.joining(
                " UNION ALL ", "", " ORDER BY at DESC, part DESC, number DESC LIMIT :limit"));
  }

  /**
   * @param user what it is to be about the user that is asked for, if one is
   */
  private String where(Part part, String user) {
    List<String> conditions = new ArrayList<>();
    query.since().ifPresent(since -> add(conditions, "at >= :since", "since", millis(since)));
    query.until().ifPresent(until -> add(conditions, "at < :until", "until", millis(until)));
    query.kind().ifPresent(kind -> add(conditions, "kind = :kind", "kind", kind.word()));
    query.repository().ifPresent(name -> add(conditions, IN, "repository", name.value()));
    query.user().ifPresent(name -> add(conditions, user, "user", name.value()));
    query.after().ifPresent(after -> behind(conditions, part, after));
    return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
  }

  private void behind(List<String> conditions, Part part, AuditId after) {
    add(conditions, "at <= :after_at", "after_at", millis(after.at()));
    values.put("after_part", after.part().letter());
    add(
        conditions,
        "(at, '%s', number) < (:after_at, :after_part, :after_number)".formatted(part.letter()),
        "after_number",
        after.number());
  }

  private void add(List<String> conditions, String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  /** What is not a whole millisecond lies behind the ones that are kept. */
  private static long millis(Instant time) {
    return time.plusNanos(999_999).toEpochMilli();
  }

  private static Kept kept(ResultSet row, StatementContext context) throws SQLException {
    Instant at = Instant.ofEpochMilli(row.getLong("at"));
    Part part = row.getString("part").equals("c") ? Part.CHANGE : Part.EVENT;
    String kind = row.getString("kind");
    return new Kept(
        new AuditId(at, part, row.getLong("number")),
        new AuditEntry(
            AuditKind.parse(kind).orElseThrow(() -> new SQLException("unknown kind " + kind)),
            new Circumstances(at, row.getString("source"), row.getString("request_id")),
            row.getString("actor"),
            row.getString("user_name"),
            new AuditTarget(
                row.getString("repository"), row.getString("reference"), row.getString("digest")),
            Json.object(row.getString("details").getBytes(StandardCharsets.UTF_8))));
  }
}
