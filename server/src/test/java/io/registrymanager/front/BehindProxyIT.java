package io.registrymanager.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.TestAuthority;
import io.registrymanager.testkit.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples in docs/behind-a-proxy.md, run as they stand there but for ports and file names. */
@ExtendWith(NoLeaks.class)
class BehindProxyIT {
  private static final Path PAGE = Path.of("../docs/behind-a-proxy.md");
  private static final TestingServer SERVER =
      TestingServer.before(
          Fixtures.registry().uri(),
          Map.of("trusted-proxies", "127.0.0.1", "external-url", "https://registry.example.com"));
  private static final Login ALICE = SERVER.user("alice", "team");
  private static final String BASIC = RawHttp.basic(ALICE.user(), ALICE.password());

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @ParameterizedTest
  @EnumSource
  void aBlobGoesUpAndDownWhole(FrontProxy kind) throws IOException {
    byte[] blob = new byte[20 * 1024 * 1024];
    new Random(kind.name().hashCode()).nextBytes(blob);
    TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
    try (FrontProxy.Running front = start(kind, authority);
        RegistryClient client =
            RegistryClient.trusting(
                authority.certificate(),
                URI.create("https://127.0.0.1:" + front.port()),
                Optional.of(ALICE))) {
      String digest = client.pushBlob("team/" + word(kind), blob);
      assertThat(client.get("/v2/team/" + word(kind) + "/blobs/" + digest).body()).isEqualTo(blob);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAClientSaysOfItselfIsNotBelieved(FrontProxy kind) throws IOException {
    TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
    String repository = "team/spoof-" + word(kind);
    try (FrontProxy.Running front = start(kind, authority);
        RawHttp http =
            RawHttp.connect(front.port(), Trust.in(authority.certificate()), "localhost")) {
      http.request(
          "GET", "/v2/" + repository + "/tags/list", BASIC, "X-Forwarded-For: 203.0.113.7");
      assertThat(http.read().status()).isEqualTo(404);
    }
    List<String> lines = logged(repository);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("\"client\":\"127.0.0.1\"").doesNotContain("203.0.113.7");
  }

  @ParameterizedTest
  @EnumSource
  void aPageOfOursMayAskThroughIt(FrontProxy kind) throws IOException {
    TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
    try (FrontProxy.Running front = start(kind, authority);
        RawHttp http =
            RawHttp.connect(front.port(), Trust.in(authority.certificate()), "localhost")) {
      String form = "Content-Type: application/x-www-form-urlencoded";
      String ours = "Origin: https://127.0.0.1:" + front.port();
      String body = "password=" + ALICE.password();
      http.request("POST", "/user/password", BASIC, form, ours, "Content-Length: " + body.length());
      assertThat(http.send(body).read().status()).isEqualTo(204);
      http.request(
          "POST",
          "/user/password",
          BASIC,
          form,
          "Origin: https://evil.example",
          "Content-Length: " + body.length());
      assertThat(http.send(body).read().status()).isEqualTo(403);
    }
  }

  private static String word(FrontProxy kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private FrontProxy.Running start(FrontProxy kind, TestAuthority authority) throws IOException {
    return kind.start(
        folder,
        PAGE,
        authority.issue("front", List.of("DNS:localhost", "IP:127.0.0.1")),
        SERVER.port());
  }

  private static List<String> logged(String repository) {
    Await.until(
        Duration.ofSeconds(10), "it is logged", () -> SERVER.accessLog().contains(repository));
    return SERVER.accessLog().lines().filter(line -> line.contains(repository)).toList();
  }
}
