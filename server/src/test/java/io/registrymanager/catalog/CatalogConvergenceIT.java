package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Folders;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RecordingUpstream;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are true again soon, whatever happened behind our back, with a real registry. */
@ExtendWith(NoLeaks.class)
class CatalogConvergenceIT {
  private static final RealRegistry REGISTRY = RealRegistry.start();
  private static final Map<String, String> OFTEN =
      Map.of("catalog.crawl-interval", "1s", "catalog.looks-per-second", "10000");
  private static final Login ADMIN = TestingServer.ADMINISTRATOR;

  @AfterAll
  static void close() {
    REGISTRY.close();
  }

  private static List<String> list(TestingServer server, Login login) {
    try (RegistryClient client = RegistryClient.of(server.uri(), login)) {
      return Walker.ofCatalog(client).walk("/v2/_catalog?n=100", 100);
    }
  }

  /** Two crawls that began after now have ended. */
  private static void awaitTwoCrawls(TestingServer server) {
    double before = crawls(server);
    Await.until(
        Duration.ofSeconds(60), "two more crawls ended", () -> crawls(server) >= before + 3);
  }

  private static double crawls(TestingServer server) {
    return server.metric("registrymanager_catalog_crawls_total");
  }

  @Test
  void whatHappensBehindOurBackIsKnownWithinTwoCrawls() {
    Predicate<String> ours = name -> name.startsWith("behind/");
    try (TestingServer server = TestingServer.before(REGISTRY.uri(), OFTEN)) {
      awaitTwoCrawls(server);
      REGISTRY.client().pushImage("behind/pushed", "1");
      SmallImage untagged = REGISTRY.client().pushImage("behind/emptied", "1");
      REGISTRY.client().pushImage("behind/removed", "1");
      awaitTwoCrawls(server);
      assertThat(list(server, ADMIN).stream().filter(ours))
          .containsExactly("behind/emptied", "behind/pushed", "behind/removed");

      REGISTRY
          .client()
          .send(
              "DELETE",
              "/v2/behind/emptied/manifests/" + untagged.manifest(),
              new byte[0],
              "application/octet-stream");
      Folders.delete(REGISTRY.storage().resolve("docker/registry/v2/repositories/behind/removed"));
      awaitTwoCrawls(server);
      assertThat(list(server, ADMIN).stream().filter(ours)).containsExactly("behind/pushed");
    }
  }

  @Test
  void untilTheListWasReadTheRegistryAnswersNamespaceByNamespace() {
    for (String name :
        List.of("first/0foo", "first", "first/abc", "first-a", "first2", "z/first")) {
      REGISTRY.client().pushImage(name, "1");
    }
    try (TestingServer server = TestingServer.before(REGISTRY.uri())) { // crawls on demand only
      Login one = server.user("one", "first");
      Login two = server.user("two", "first/abc", "first-a:pull", "nothing");
      assertThat(list(server, one)).containsExactly("first", "first/0foo", "first/abc");
      assertThat(list(server, two)).containsExactly("first-a", "first/abc");
      assertThat(list(server, ADMIN)).contains("first", "first2", "z/first").isSorted();
      try (RegistryClient client = RegistryClient.of(server.uri(), one)) {
        assertThat(Walker.ofCatalog(client).walk("/v2/_catalog?n=1", 1))
            .containsExactly("first", "first/0foo", "first/abc");
        client.pushImage("first/new", "1");
        assertThat(Walker.ofCatalog(client).walk("/v2/_catalog?n=2", 2))
            .containsExactly("first", "first/0foo", "first/abc", "first/new");
      }
    }
  }

  @Test
  void aRegistryThatIsAwayIsA503BeforeTheFirstCrawlAndNoMatterAfterwards() throws IOException {
    try (TestingServer server = TestingServer.before(URI.create("http://127.0.0.1:1"), OFTEN)) {
      Login one = server.user("one", "first");
      try (RawHttp http = RawHttp.connect(server.port())) {
        RawResponse answer =
            http.request("GET", "/v2/_catalog", RawHttp.basic(one.user(), one.password())).read();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.text()).contains("UNAVAILABLE");
      }
      String ready = RawHttp.get(server.management().getPort(), "/health/ready").text();
      assertThat(ready).contains("\"catalog\":{\"status\":\"impaired\"");
    }
  }

  @Test
  void aRegistryWithoutAListIsListedByWhatPassesHere() throws IOException {
    try (FaultyUpstream bare = FaultyUpstream.playing(CatalogConvergenceIT::withoutList);
        TestingServer server = TestingServer.before(bare.uri(), OFTEN)) {
      Login one = server.user("one", "first", "second");
      awaitTwoCrawls(server);
      assertThat(list(server, one)).isEmpty();

      RawResponse pulled =
          RawHttp.get(
              server.port(),
              "/v2/first/app/manifests/1",
              RawHttp.basic(one.user(), one.password()));
      assertThat(pulled.status()).isEqualTo(200);
      assertThat(list(server, one)).containsExactly("first/app");
      awaitTwoCrawls(server);
      assertThat(list(server, one)).containsExactly("first/app");
      assertThat(RawHttp.get(server.management().getPort(), "/health/ready").text())
          .contains("the registry has no list (the registry answers 404)");
    }
  }

  private static FaultyUpstream.Next withoutList(FaultyUpstream.Exchange exchange)
      throws IOException {
    String target = exchange.request().target();
    String body = target.contains("/tags/") ? "{\"name\":\"x\",\"tags\":[\"1\"]}" : "{}";
    String status = target.startsWith("/v2/_catalog") ? "404 Not Found" : "200 OK";
    exchange.send(
        "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
    return FaultyUpstream.Next.KEEP_OPEN;
  }

  @Test
  void aRestartAnswersFromTheIndexAtOnceThoughTheRegistryIsAway(@TempDir Path data) {
    REGISTRY.client().pushImage("again/app", "1");
    Map<String, String> kept = new HashMap<>(OFTEN);
    kept.put("data", data.toString());
    RecordingUpstream relay = RecordingUpstream.before(REGISTRY.port());
    try (TestingServer server = TestingServer.before(relay.uri(), kept)) {
      awaitTwoCrawls(server);
    }
    relay.close();
    try (TestingServer server = TestingServer.before(relay.uri(), kept)) {
      assertThat(list(server, ADMIN)).contains("again/app");
    }
  }
}
