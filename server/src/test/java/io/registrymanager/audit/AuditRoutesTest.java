package io.registrymanager.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.audit.AuditLog.Kept;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditRoutesTest {
  private final List<AuditQuery> asked = new ArrayList<>();
  private final Route route = new AuditRoutes(new Log(asked)).routes().getFirst();

  @Test
  void itIsForAdministrators() {
    assertThat(route.rule()).isEqualTo(new AccessRule.Administrator());
    assertThat(route.method() + " " + route.path()).isEqualTo("GET /api/v1/audit");
  }

  @Test
  void everyParameterIsTaken() {
    get(
        "limit=7&after=1000-e42&since=2026-01-01T00:00:00Z&until=2026-01-02T01:00:00%2B01:00"
            + "&user=Alice&repository=team/app&kind=pull-manifest");
    assertThat(asked.getFirst().toString())
        .isEqualTo(
            "AuditQuery[since=Optional[2026-01-01T00:00:00Z], until=Optional[2026-01-02T00:00:00Z],"
                + " user=Optional[alice], repository=Optional[team/app],"
                + " kind=Optional[PULL_MANIFEST], after=Optional[1000-e42], limit=8]");
  }

  @ParameterizedTest
  @CsvSource({"'', 51", "limit=1, 2", "limit=500, 501", "limit=501, 501", "limit=99999, 501"})
  void aPageIsBounded(String query, int limit) {
    get(query);
    assertThat(asked.getFirst().limit()).isEqualTo(limit);
  }

  @Test
  void everythingThatIsWrongIsSaidTogether() {
    EndpointResponse response =
        get(
            "limit=0&after=x&since=yesterday&until=2026-01-01&user=%C3%A4&repository=Team"
                + "&kind=nonsense&more=1&limit=2");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.content().type()).isEqualTo("application/problem+json");
    assertThat(
            Json.read(response.content().bytes())
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString()))
        .containsExactlyInAnyOrder(
            "limit", "limit", "after", "since", "until", "user", "repository", "kind", "more");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "since=+1000000-01-01T00:00:00Z",
    "since=%2B1000000-01-01T00:00:00Z",
    "until=-0001-01-01T00:00:00Z",
    "after=9999999999999999-e1",
    "after=1-x1",
    "after=1-e-1",
    "limit=-1",
    "limit=9999999999",
  })
  void whatNoEntryCanHaveIsRefused(String query) {
    assertThat(get(query).status()).isEqualTo(400);
  }

  @Test
  void theNextPageKeepsTheFilters() {
    EndpointResponse response =
        get("limit=2&user=a%2Bb&repository=team/app&kind=push-manifest&since=2026-01-01T00:00:00Z");
    assertThat(response.headers().get("Link"))
        .isEqualTo(
            "</api/v1/audit?after=1001-e1&limit=2&since=2026-01-01T00:00:00Z&user=a%2Bb"
                + "&repository=team/app&kind=push-manifest>; rel=\"next\"");
    assertThat(Json.read(response.content().bytes()).size()).isEqualTo(2);
  }

  @Test
  void anEntryHasTheFieldsThatSaySomething() {
    String body = new String(get("limit=1").content().bytes(), StandardCharsets.UTF_8);
    assertThat(body)
        .isEqualTo(
            "[{\"id\":\"1000-e0\",\"at\":\"2026-02-03T04:05:06.789Z\",\"kind\":\"first-login\","
                + "\"actor\":\"user:alice#5\",\"user\":\"alice\",\"source\":\"192.0.2.7\","
                + "\"request_id\":\"request-0\",\"details\":{}}]");
  }

  private EndpointResponse get(String query) {
    return route
        .handler()
        .handle(
            new EndpointRequest(
                new RequestId("r"),
                new Caller.Local(new Actor.Console()),
                ClientAddress.LOCAL,
                "GET",
                "/api/v1/audit?" + query,
                Content.NONE));
  }

  /** Has always as much as is asked for. */
  private record Log(List<AuditQuery> asked) implements AuditLog {
    @Override
    public void write(List<AuditEvent> events) {}

    @Override
    public List<Kept> find(AuditQuery query) {
      asked.add(query);
      return IntStream.range(0, query.limit())
          .mapToObj(
              i ->
                  new Kept(
                      new AuditId(Instant.ofEpochMilli(1000L + i), AuditId.Part.EVENT, i),
                      AuditEntry.of(Events.login(i, "alice"))))
          .toList();
    }

    @Override
    public int prune(Instant before, int limit) {
      return 0;
    }
  }
}
