package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.endpoint.Json;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Our own routes about repositories, and pages of tags, in front of a real registry. */
@ExtendWith(NoLeaks.class)
class CatalogApiIT {
  private static final String SECRET = "what-the-registry-says";
  private static final String EVENTS = "application/vnd.docker.distribution.events.v1+json";
  private static final RealRegistry REGISTRY = RealRegistry.start();
  private static final TestingServer SERVER = server();
  private static final Login ALICE = SERVER.user("alice", "team", "other:pull");

  /** Whose repositories come and go. */
  private static final Login BOB = SERVER.user("bob", "busy");

  private static TestingServer server() {
    for (String name : List.of("team/app", "team/web", "team-a/app", "other/app", "secret/app")) {
      REGISTRY.client().pushImage(name, "1");
    }
    for (int i = 0; i < 25; i++) {
      REGISTRY.client().pushImage("other/tags", "v" + i);
    }
    return TestingServer.before(
        REGISTRY.uri(),
        Map.of("catalog.crawl-interval", "1h", "catalog.notification-secret", SECRET));
  }

  @BeforeAll
  static void awaitCrawl() {
    Await.until(
        Duration.ofSeconds(60),
        "a crawl ended",
        () ->
            ask("GET", "/api/v1/catalog", TestingServer.ADMINISTRATOR).text().contains("ended_at"));
  }

  @AfterAll
  static void close() {
    SERVER.close();
    REGISTRY.close();
  }

  private static RawResponse ask(String method, String target, Login login) {
    return send(method, target, RawHttp.basic(login.user(), login.password()), "", "");
  }

  private static RawResponse send(
      String method, String target, String authorization, String type, String body) {
    try (RawHttp http = RawHttp.connect(SERVER.port())) {
      String content =
          type.isEmpty()
              ? ""
              : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, body.length());
      http.send(
          "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n%s\r\n%s"
              .formatted(method, target, authorization, content, body));
      return method.equals("HEAD") ? http.readWithoutBody() : http.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(RawResponse answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    Json.read(answer.bytes()).forEach(entry -> names.add(entry.path("name").asString("")));
    return names;
  }

  private static JsonNode entry(String name, Login login) {
    return Json.read(ask("GET", "/api/v1/repositories?all=1&q=" + name, login).bytes()).path(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'other/app other/tags team/app team/web'",
    "prefix=team, 'team/app team/web'",
    "prefix=team/w, team/web",
    "prefix=secret, ''",
    "q=app, 'other/app team/app'",
    "q=app&prefix=other/, other/app",
    "after=team/app, team/web",
    "after=other/zzz&limit=1, team/app",
  })
  void aUserSeesWhatItMayPull(String query, String expected) {
    assertThat(names(ask("GET", "/api/v1/repositories?" + query, ALICE)))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
  }

  @Test
  void theLinkLeadsToTheNextPageWithTheSameQuestion() {
    RawResponse first = ask("GET", "/api/v1/repositories?prefix=team/&q=p&limit=1", ALICE);
    assertThat(names(first)).containsExactly("team/app");
    assertThat(first.header("Link")).isEmpty();

    RawResponse page = ask("GET", "/api/v1/repositories?prefix=team/&limit=1", ALICE);
    assertThat(page.header("Link"))
        .contains("</api/v1/repositories?prefix=team/&after=team/app&limit=1>; rel=\"next\"");
    assertThat(names(ask("GET", "/api/v1/repositories?prefix=team/&after=team/app&limit=1", ALICE)))
        .containsExactly("team/web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=x", "sort=name", "all=perhaps"})
  void whatIsWrongIsSaid(String query) {
    RawResponse answer = ask("GET", "/api/v1/repositories?" + query, ALICE);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("invalid-parameters");
  }

  @Test
  void countsPushesAndPullsAreShown() {
    assertThat(entry("other/tags", ALICE).path("tags").asInt()).isEqualTo(25);
    assertThat(entry("other/tags", ALICE).has("pushed_at")).isFalse();

    try (RegistryClient client = RegistryClient.of(SERVER.uri(), BOB)) {
      SmallImage image = client.pushImage("busy/fresh", "1");
      client.get(image.manifestPath());
    }
    Await.until(
        Duration.ofSeconds(20),
        "its tags are counted",
        () -> entry("busy/fresh", BOB).path("tags").asInt(0) == 1);
    JsonNode fresh = entry("busy/fresh", BOB);
    assertThat(fresh.path("pushed_by").asString("")).isEqualTo("bob");
    assertThat(fresh.path("pushed_at").asString("")).startsWith("20");
    assertThat(fresh.path("pulled_at").asString("")).startsWith("20");
    assertThat(fresh.path("empty").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/v1/catalog", "POST, /api/v1/catalog/crawl"})
  void theCrawlIsForAdministrators(String method, String path) {
    assertThat(ask(method, path, ALICE).status()).isEqualTo(403);
    assertThat(ask(method, path, TestingServer.ADMINISTRATOR).status()).isBetween(200, 202);
  }

  @Test
  void theStatusSaysWhereAnswersComeFrom() {
    JsonNode status = Json.read(ask("GET", "/api/v1/catalog", TestingServer.ADMINISTRATOR).bytes());

    assertThat(status.path("answers_from").asString("")).isEqualTo("index");
    assertThat(status.path("repositories").asInt()).isGreaterThanOrEqualTo(6);
    assertThat(status.path("next_at").asString("")).isNotEmpty();
  }

  private static String event(String action, String repository, String type) {
    return """
        {"events": [{"id": "1", "timestamp": "2026-01-02T03:04:05.678+01:00", "action": "%s",
          "target": {"mediaType": "%s", "repository": "%s", "digest": "sha256:%s"},
          "actor": {"name": "registrymanager"}}]}
        """
        .formatted(action, type, repository, "a".repeat(64));
  }

  private static RawResponse notify(String authorization, String type, String body) {
    return send("POST", "/api/v1/notifications", authorization, type, body);
  }

  @Test
  void aNotificationPutsARepositoryIntoTheListAtOnce() {
    REGISTRY.client().pushImage("busy/behind", "1");
    String body = event("push", "busy/behind", "application/vnd.oci.image.manifest.v1+json");
    RawResponse answer = notify("Authorization: bearer " + SECRET, EVENTS, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    JsonNode entry = entry("busy/behind", BOB);
    assertThat(entry.path("pushed_at").asString("")).isEqualTo("2026-01-02T02:04:05.678Z");
    assertThat(entry.has("pushed_by")).isFalse();
  }

  @Test
  void aNotificationOfADeletionHasTheRepositoryLookedInto() {
    SmallImage image = REGISTRY.client().pushImage("busy/short", "1");
    notify(
        "Authorization: Bearer " + SECRET,
        EVENTS,
        event("push", "busy/short", "application/vnd.oci.image.manifest.v1+json"));
    assertThat(entry("busy/short", BOB).path("empty").asBoolean(true)).isFalse();
    REGISTRY
        .client()
        .send(
            "DELETE",
            image.manifestPath().replaceFirst("[^/]+$", image.manifest()),
            new byte[0],
            EVENTS);
    notify("Authorization: Bearer " + SECRET, EVENTS, event("delete", "busy/short", ""));

    Await.until(
        Duration.ofSeconds(20),
        "it is hidden",
        () -> !ask("GET", "/v2/_catalog", BOB).text().contains("busy/short"));
  }

  @Test
  void blobsAndWhatIsNotOursToListAreLeftAlone() {
    String secret = "Authorization: Bearer " + SECRET;
    assertThat(
            notify(secret, EVENTS, event("push", "busy/blob", "application/octet-stream")).status())
        .isEqualTo(204);
    assertThat(notify(secret, EVENTS, event("push", "Not/A/Name", "x.manifest")).status())
        .isEqualTo(204);
    assertThat(notify(secret, EVENTS, "{\"events\": [1, null, {\"target\": 5}, {}]}").status())
        .isEqualTo(204);

    assertThat(ask("GET", "/v2/_catalog", BOB).text()).doesNotContain("busy/blob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer wrong",
        "Authorization: Bearer ",
        "Authorization: Basic d2hhdC10aGUtcmVnaXN0cnktc2F5czo=",
        "X: y",
        "Authorization: Bearer " + SECRET + "\r\nX: y\r\nCookie: z",
      })
  void onlyTheHolderOfTheSecretIsListenedTo(String header) {
    boolean right = header.contains(SECRET);
    RawResponse answer = notify(header, EVENTS, "{\"events\": []}");

    assertThat(answer.status()).isEqualTo(right ? 204 : 401);
    assertThat(answer.headers("WWW-Authenticate")).hasSize(right ? 0 : 1);
    assertThat(
            notify(
                    RawHttp.basic(
                        TestingServer.ADMINISTRATOR.user(), TestingServer.ADMINISTRATOR.password()),
                    EVENTS,
                    "{\"events\": []}")
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, '{}', 415",
    "application/json, 'x', 400",
    "application/json, '[]', 400",
    "application/json, '{}', 400",
    "application/json, '{\"events\": []}', 204"
  })
  void whatIsNoEnvelopeIsRefused(String type, String body, int status) {
    assertThat(notify("Authorization: Bearer " + SECRET, type, body).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"1, 25", "7, 4", "24, 2", "25, 1", "10000, 1"})
  void trap32PagesOfTagsAreRightThoughThisRegistryKnowsNone(int n, int pages) {
    List<String> all = new ArrayList<>();
    Optional<String> next = Optional.of("/v2/other/tags/tags/list?n=" + n);
    int walked = 0;
    try (RegistryClient client = RegistryClient.of(SERVER.uri(), ALICE)) {
      Walker walker = new Walker(client, "tags");
      while (next.isPresent()) {
        Walker.Page page = walker.page(next.get());
        assertThat(page.names()).hasSizeLessThanOrEqualTo(n);
        all.addAll(page.names());
        next = page.next();
        walked++;
      }
    }
    assertThat(all).hasSize(25).isSorted().doesNotHaveDuplicates();
    assertThat(walked).isEqualTo(pages);
  }

  @Test
  void tagsOfARepositoryThatIsNotThereAreUnknown() {
    RawResponse answer = ask("GET", "/v2/team/none/tags/list?n=5", ALICE);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("NAME_UNKNOWN");
    assertThat(ask("GET", "/v2/secret/app/tags/list?n=5", ALICE).status()).isEqualTo(403);
    assertThat(ask("HEAD", "/v2/other/tags/tags/list?n=5", ALICE).status()).isEqualTo(200);
  }
}
