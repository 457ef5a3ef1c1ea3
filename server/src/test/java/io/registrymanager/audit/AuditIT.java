package io.registrymanager.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.endpoint.Json;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The audit of the whole program in front of a real registry. */
class AuditIT {
  private static RealRegistry registry;
  private static TestingServer server;
  private static RegistryClient administrator;

  @BeforeAll
  static void start() {
    registry = RealRegistry.start();
    server = TestingServer.before(registry.uri());
    administrator = RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() {
    administrator.close();
    server.close();
    registry.close();
  }

  @Test
  void manifestsArePulledPushedAndDeletedWithTheirDigest() {
    Login alice = server.user("alice", "team");
    SmallImage image;
    try (RegistryClient client = RegistryClient.of(server.uri(), alice)) {
      image = client.pushImage("team/app", "1.2");
      assertThat(client.has("/v2/team/app/manifests/1.2")).isTrue();
      assertThat(client.has("/v2/team/app/manifests/none")).isFalse();
      String manifest = "/v2/team/app/manifests/" + image.manifest();
      assertThat(client.send("HEAD", manifest, new byte[0], "text/plain").statusCode())
          .isEqualTo(200);
      assertThat(client.send("DELETE", manifest, new byte[0], "text/plain").statusCode())
          .isEqualTo(202);
    }
    List<JsonNode> entries = entries("user=alice&repository=team/app", 3);

    assertThat(entries.stream().map(entry -> entry.path("kind").asString()))
        .containsExactly("delete-manifest", "pull-manifest", "push-manifest");
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.path("digest").asString()).isEqualTo(image.manifest());
              assertThat(entry.path("actor").asString()).startsWith("user:alice#");
              assertThat(entry.path("source").asString()).isEqualTo("127.0.0.1");
              assertThat(server.accessLog()).contains(entry.path("request_id").asString());
            });
    assertThat(entries.get(1).path("reference").asString()).isEqualTo("1.2");
    assertThat(entries("user=alice&kind=first-login", 1)).hasSize(1);
  }

  @Test
  void refusalsAreKeptWithTheirReasonAndAnUnknownNameIsNot() {
    Login bob = server.user("bob", "team:pull");
    try (RegistryClient client = RegistryClient.of(server.uri(), bob);
        RegistryClient wrong = RegistryClient.of(server.uri(), new Login("bob", "wrong-password"));
        RegistryClient typo =
            RegistryClient.of(server.uri(), new Login("my-secret-password", "bob"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/v2/secret/app/manifests/1").statusCode()).isEqualTo(403);
        assertThat(wrong.get("/v2/").statusCode()).isEqualTo(401);
      }
      assertThat(client.get("/users").statusCode()).isEqualTo(403);
      assertThat(typo.get("/v2/").statusCode()).isEqualTo(401);
    }

    List<JsonNode> denials = entries("user=bob&kind=access-denied", 2);
    assertThat(denials.get(1).path("repository").asString()).isEqualTo("secret/app");
    assertThat(denials.get(1).path("details").toString())
        .isEqualTo(
            "{\"operation\":\"pull-manifest\",\"reason\":\"missing-right:pull\",\"count\":1}");
    assertThat(denials.get(0).path("details").toString())
        .isEqualTo("{\"operation\":\"/users\",\"reason\":\"not-administrator\",\"count\":1}");
    List<JsonNode> refused = entries("user=bob&kind=login-refused", 1);
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().path("details").path("reason").asString())
        .isEqualTo("wrong-password");
    List<JsonNode> all = entries("kind=login-refused", 2);
    assertThat(all.toString()).contains("unknown-user").doesNotContain("my-secret");
  }

  @Test
  void onlyAdministratorsReadItAndNewestFirstPageByPage() {
    Login carol = server.user("carol", "team");
    server.enable("carol", false);
    server.enable("carol", true);
    server.delete("carol");
    try (RegistryClient client = RegistryClient.of(server.uri(), server.user("dave"));
        RegistryClient nobody = RegistryClient.of(server.uri())) {
      assertThat(client.get("/api/v1/audit").statusCode()).isEqualTo(403);
      assertThat(nobody.get("/api/v1/audit").statusCode()).isEqualTo(401);
    }

    HttpResponse<byte[]> first = administrator.get("/api/v1/audit?limit=3&user=carol");
    String link = first.headers().firstValue("Link").orElseThrow();
    String next = link.substring(1, link.indexOf('>'));
    HttpResponse<byte[]> second = administrator.get(next);

    assertThat(kinds(first)).containsExactly("delete-user", "update-user", "update-user");
    assertThat(kinds(second)).containsExactly("create-user");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(new String(first.body(), StandardCharsets.UTF_8))
        .contains("\"actor\":\"socket:uid=")
        .doesNotContain(carol.password());
  }

  @Test
  void theStoreAndTheRegistryAreApartInWhatMustBeWell() throws IOException {
    String ready = RawHttp.get(server.management().getPort(), "/health/ready").text();
    JsonNode checks = Json.read(ready.getBytes(StandardCharsets.UTF_8)).path("checks");
    assertThat(checks.path("store").path("status").asString()).isEqualTo("up");
    assertThat(checks.path("registry").path("status").asString()).isEqualTo("up");
  }

  @Test
  void whatStillWaitsWhenTheServerStopsIsKept(@TempDir Path data) {
    Map<String, String> there = Map.of("data", data.toString());
    String digest;
    try (TestingServer stopping = TestingServer.before(registry.uri(), there);
        RegistryClient client = RegistryClient.of(stopping.uri(), TestingServer.ADMINISTRATOR)) {
      digest = client.pushImage("last/app", "1").manifest();
    }
    try (Database database = Database.open(DatabaseSettings.DEFAULT, data, "test")) {
      assertThat(database.audit().find(AuditQuery.newest(1)).getFirst().entry().target().digest())
          .isEqualTo(digest);
    }
  }

  private static List<String> kinds(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.read(response.body())
        .valueStream()
        .map(entry -> entry.path("kind").asString())
        .toList();
  }

  /** What there is for that query, once there are so many. */
  private static List<JsonNode> entries(String query, int count) {
    Await.until(
        Duration.ofSeconds(30), count + " entries for " + query, () -> read(query).size() >= count);
    return read(query);
  }

  private static List<JsonNode> read(String query) {
    HttpResponse<byte[]> response = administrator.get("/api/v1/audit?" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.read(response.body()).valueStream().toList();
  }
}
