package io.registrymanager.audit;

import io.registrymanager.audit.AuditLog.Kept;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Route;
import io.registrymanager.oci.QueryString;
import io.registrymanager.oci.RepositoryName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The route that shows the audit, newest first, to administrators. */
public final class AuditRoutes {
  private static final String PATH = "/api/v1/audit";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final String SINCE = "since";
  private static final String UNTIL = "until";
  private static final String USER = "user";
  private static final String REPOSITORY = "repository";
  private static final String KIND = "kind";
  private static final int USUAL_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final String TIME_RULE = "a time such as 2026-01-31T12:00:00Z";
  private static final String KINDS =
      Arrays.stream(AuditKind.values()).map(AuditKind::word).collect(Collectors.joining(", "));

  private final AuditLog log;

  /** The route to that audit. */
  public AuditRoutes(AuditLog log) {
    this.log = log;
  }

  /** All of them; handlers block. */
  public List<Route> routes() {
    return List.of(new Route("GET", PATH, new AccessRule.Administrator(), this::list));
  }

  private EndpointResponse list(EndpointRequest request) {
    Parameters parameters =
        Parameters.of(request, List.of(LIMIT, AFTER, SINCE, UNTIL, USER, REPOSITORY, KIND));
    int limit = Math.min(parameters.number(LIMIT, 1, USUAL_LIMIT), MAX_LIMIT);
    AuditQuery query =
        new AuditQuery(
            parameters.parsed(SINCE, AuditRoutes::time, TIME_RULE),
            parameters.parsed(UNTIL, AuditRoutes::time, TIME_RULE),
            parameters.username(USER),
            parameters.parsed(REPOSITORY, RepositoryName::parse, "the name of a repository"),
            parameters.parsed(KIND, AuditKind::parse, "one of " + KINDS),
            parameters.parsed(AFTER, AuditId::parse, "the id of an entry"),
            limit + 1);
    Optional<Problem> problem = parameters.problem();
    return problem.isPresent()
        ? problem.get().response(request.id())
        : page(query, log.find(query), limit);
  }

  private static EndpointResponse page(AuditQuery query, List<Kept> found, int limit) {
    List<Kept> page = found.subList(0, Math.min(found.size(), limit));
    EndpointResponse response =
        EndpointResponse.json(200, page.stream().map(AuditRoutes::json).toList());
    return found.size() <= limit
        ? response
        : response.with("Link", "<" + next(query, page.getLast(), limit) + ">; rel=\"next\"");
  }

  private static String next(AuditQuery query, Kept last, int limit) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(AFTER, last.id().toString());
    parameters.put(LIMIT, Integer.toString(limit));
    query.since().ifPresent(since -> parameters.put(SINCE, since.toString()));
    query.until().ifPresent(until -> parameters.put(UNTIL, until.toString()));
    query.user().ifPresent(user -> parameters.put(USER, user.value()));
    query.repository().ifPresent(repository -> parameters.put(REPOSITORY, repository.value()));
    query.kind().ifPresent(kind -> parameters.put(KIND, kind.word()));
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + QueryString.encode(entry.getValue()))
        .collect(Collectors.joining("&", PATH + "?", ""));
  }

  private static Map<String, Object> json(Kept kept) {
    AuditEntry entry = kept.entry();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", kept.id().toString());
    json.put("at", entry.circumstances().at().toString());
    json.put(KIND, entry.kind().word());
    json.put("actor", entry.actor());
    json.put(USER, entry.user());
    json.put("source", entry.circumstances().source());
    json.put("request_id", entry.circumstances().requestId());
    json.put(REPOSITORY, entry.target().repository());
    json.put("reference", entry.target().reference());
    json.put("digest", entry.target().digest());
    json.values().removeIf(""::equals);
    json.put("details", entry.details());
    return json;
  }

  private static Optional<Instant> time(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() >= 0 && time.getYear() <= 9999
          ? Optional.of(time.toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
