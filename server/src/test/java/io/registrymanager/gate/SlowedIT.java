package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Traps 5, 6, 88 and 89 at the door, behind a proxy whose word counts. */
class SlowedIT {
  private static final int FREE = 5;

  private static TestingServer server;
  private static Login alice;
  private int guesses;

  @BeforeAll
  static void start() {
    server =
        TestingServer.before(
            // Nothing here goes on to a registry, but one has to be named.
            URI.create("http://127.0.0.1:1"),
            Map.of(
                "trusted-proxies", "127.0.0.0/8,10.0.0.0/8",
                "authentication.first-wait", "60s"));
    alice = server.user("alice", "team");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bothDialectsSay429AndWhenToComeBackAndNobodyElsewhereNotices() throws IOException {
    for (int i = 0; i < FREE; i++) {
      assertThat(guess("192.0.2.1").status()).isEqualTo(401);
    }

    RawResponse registry = ask("192.0.2.1", "/v2/", alice);
    assertThat(registry.status()).isEqualTo(429);
    assertThat(registry.header("Retry-After")).hasValue("60");
    assertThat(registry.header("WWW-Authenticate")).isEmpty();
    assertThat(GateLab.code(registry)).isEqualTo("TOOMANYREQUESTS");
    RawResponse ours = ask("192.0.2.1, 10.1.1.1", "/user", alice);
    assertThat(ours.status()).isEqualTo(429);
    assertThat(ours.header("Content-Type")).hasValue("application/problem+json");
    assertThat(ours.text()).contains("\"type\":\"/errors/too-many-requests\"");
    assertThat(ask("192.0.2.2", "/v2/", alice).status()).isEqualTo(200);
    assertThat(ask("192.0.2.1", "/v2/", alice).status()).as("in the cache").isEqualTo(200);
    assertThat(ask("192.0.2.1", "/v2/", new Login("", "")).status()).as("Og==").isEqualTo(401);

    Await.until(
        Duration.ofSeconds(10),
        "the access log says who was slowed",
        () -> server.accessLog().lines().anyMatch(line -> isSlowedLineOf(line, "192.0.2.1")));
    assertThat(RawHttp.get(server.management().getPort(), "/metrics").text())
        .contains("registrymanager_refused_total{reason=\"slowed\"} 2.0");
  }

  private static boolean isSlowedLineOf(String line, String client) {
    return line.contains("\"" + client + "\"")
        && line.contains("\"slowed\"")
        && line.contains("429");
  }

  @Test
  void trap6TheSchemeOfTheClientIsWhatTheProxySays() throws IOException {
    String[] page = {GateLab.basic(alice), "Origin: https://127.0.0.1:" + server.port()};
    String change = "/user/password?password=alice-password";

    assertThat(post(change, page[0], page[1]).status()).isEqualTo(403);
    assertThat(post(change, page[0], page[1], "X-Forwarded-Proto: https").status()).isEqualTo(204);
  }

  private static RawResponse post(String target, String... headers) throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      return http.request("POST", target, headers).read();
    }
  }

  private RawResponse guess(String from) throws IOException {
    guesses++;
    return ask(from, "/v2/", new Login("alice", "guess" + guesses));
  }

  private static RawResponse ask(String from, String target, Login login) throws IOException {
    return RawHttp.get(
        server.port(), target, GateLab.basic(login), "X-Forwarded-For: 203.0.113.5, " + from);
  }
}
