package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Json;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Folders;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Somebody sets the clock by an hour while the whole program runs: nothing that lasts is cut short
 * or drawn out. The computer's own clock is left alone; the program is given one that is moved.
 */
class ClockStepIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String MANIFEST = "/v2/team/app/manifests/1";
  private static final int FREE = 5;

  private final MovedClock clock = new MovedClock();

  /** Goes as the real one does, and is moved. */
  private static final class MovedClock implements InstantSource {
    private volatile Duration by = Duration.ZERO;

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plus(by);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void loginsSlowingAndTheAuditGoOn(int hours) throws IOException {
    try (RealRegistry registry = RealRegistry.start();
        TestingServer server =
            TestingServer.before(
                registry.uri(),
                Map.of("trusted-proxies", "127.0.0.0/8", "authentication.first-wait", "60s"),
                clock)) {
      registry.client().pushImage("team/app", "1");
      Login alice = server.user("alice", "team");
      assertThat(ask(server, MANIFEST, alice).status()).isEqualTo(200);
      assertThat(ask(server, "/v2/secret/app/manifests/1", alice).status()).isEqualTo(403);
      for (int i = 0; i < FREE; i++) {
        guess(server, i);
      }
      assertThat(guess(server, FREE).status()).isEqualTo(429);
      assertThat(denials(server, 1)).hasSize(1);
      double hashes = server.metric("registrymanager_hashes_total");

      clock.by = Duration.ofHours(hours);

      assertThat(ask(server, MANIFEST, alice).status()).isEqualTo(200);
      assertThat(server.metric("registrymanager_hashes_total"))
          .as("the password is remembered as long as before")
          .isEqualTo(hashes);
      RawResponse slowed = guess(server, FREE + 1);
      assertThat(slowed.status()).isEqualTo(429);
      assertThat(Integer.parseInt(slowed.header("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(ask(server, "/v2/secret/app/manifests/1", alice).status()).isEqualTo(403);
      assertThat(ask(server, "/v2/other/app/manifests/1", alice).status()).isEqualTo(403);
      assertThat(denials(server, 2)).as("the window of the first is still open").hasSize(2);
      server.enable("alice", false);
      assertThat(ask(server, MANIFEST, alice).status()).isEqualTo(401);
      server.enable("alice", true);
      assertThat(ask(server, MANIFEST, alice).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void theCatalogStaysTrue(int hours) {
    Map<String, String> often =
        Map.of("catalog.crawl-interval", "1s", "catalog.looks-per-second", "10000");
    try (RealRegistry registry = RealRegistry.start();
        TestingServer server = TestingServer.before(registry.uri(), often, clock)) {
      for (String name : List.of("team/app", "team/removed")) {
        registry.client().pushImage(name, "1");
      }
      String image = registry.client().pushImage("team/emptied", "1").manifest();
      Login alice = server.user("alice", "team");
      try (RegistryClient client = RegistryClient.of(server.uri(), alice)) {
        awaitNames(client, "team/app", "team/emptied", "team/removed");

        clock.by = Duration.ofHours(hours);

        Folders.delete(registry.storage().resolve("docker/registry/v2/repositories/team/removed"));
        registry.client().pushImage("team/behind", "1");
        client.send("DELETE", "/v2/team/emptied/manifests/" + image, new byte[0], "text/plain");
        awaitNames(client, "team/app", "team/behind");
        client.pushImage("team/emptied", "2");
        client.pushImage("team/new", "1");
        awaitNames(client, "team/app", "team/behind", "team/emptied", "team/new");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aDrainWaitsForItsTransfers(int hours) throws Exception {
    try (FaultyUpstream upstream = FaultyUpstream.playing(FaultyUpstream.closes());
        TestingServer server = TestingServer.before(upstream.uri(), Map.of(), clock)) {
      Login alice = server.user("alice", "team");
      upstream.play(
          exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            Await.until(SOON, "the clock was set", () -> !clock.by.isZero());
            Await.until(SOON, "nobody is let in", () -> isClosed(server.port()));
            exchange.send("world");
            return FaultyUpstream.Next.KEEP_OPEN;
          });
      try (RawHttp http = RawHttp.connect(server.port())) {
        http.request("GET", MANIFEST, basic(alice));
        http.readHead();
        Thread draining = Thread.ofPlatform().start(server::drain);
        clock.by = Duration.ofHours(hours);
        assertThat(http.input().readNBytes(10)).asString().isEqualTo("helloworld");
        draining.join();
      }
    }
  }

  private static boolean isClosed(int port) {
    try (RawHttp _ = RawHttp.connect(port)) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static String basic(Login login) {
    return RawHttp.basic(login.user(), login.password());
  }

  private static RawResponse ask(TestingServer server, String target, Login login)
      throws IOException {
    return RawHttp.get(server.port(), target, basic(login));
  }

  private static RawResponse guess(TestingServer server, int number) throws IOException {
    String header = "X-Forwarded-For: 192.0.2.1";
    return RawHttp.get(server.port(), "/v2/", RawHttp.basic("alice", "guess" + number), header);
  }

  /** The denials that were kept, once there are that many. */
  private static List<JsonNode> denials(TestingServer server, int count) {
    try (RegistryClient client = RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR)) {
      Await.until(SOON, "they were kept", () -> denials(client).size() >= count);
      return denials(client);
    }
  }

  private static List<JsonNode> denials(RegistryClient client) {
    byte[] body = client.get("/api/v1/audit?kind=access-denied").body();
    return Json.read(body).valueStream().toList();
  }

  private static void awaitNames(RegistryClient client, String... names) {
    Await.until(SOON, "the list is " + List.of(names), () -> names(client).equals(List.of(names)));
  }

  private static List<String> names(RegistryClient client) {
    byte[] body = client.get("/v2/_catalog").body();
    return Json.read(body).path("repositories").valueStream().map(JsonNode::asString).toList();
  }
}
