package io.registrymanager.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A registry that speaks TLS behind the whole program. */
@ExtendWith(NoLeaks.class)
class UpstreamTlsIT {
  @TempDir private static Path folder = Path.of("");

  private final TestAuthority authority = TestAuthority.in(folder.resolve("authority"));

  @Test
  void blobsGoUpAndDownWhole() {
    byte[] blob = new byte[20 * 1024 * 1024];
    new Random(7).nextBytes(blob);
    try (RealRegistry registry = registry("IP:127.0.0.1");
        TestingServer server = server(registry, authority.certificate())) {
      Login alice = server.user("alice", "team");
      try (RegistryClient client = RegistryClient.of(server.uri(), alice)) {
        String digest = client.pushBlob("team/tls", blob);
        assertThat(client.get("/v2/team/tls/blobs/" + digest).body()).isEqualTo(blob);
      }
    }
  }

  @Test
  void aRegistryOfAnotherAuthorityIsNotAsked() throws IOException {
    TestAuthority other = TestAuthority.in(folder.resolve("other"));
    try (RealRegistry registry = registry("IP:127.0.0.1");
        TestingServer server = server(registry, other.certificate())) {
      assertUnreachable(server, registry);
    }
  }

  @Test
  void aRegistryWithAnotherNameIsNotAsked() throws IOException {
    try (RealRegistry registry = registry("DNS:registry.example.com");
        TestingServer server = server(registry, authority.certificate())) {
      assertUnreachable(server, registry);
    }
  }

  @Test
  void authoritiesThatCannotBeReadAreSaidSo() {
    Map<String, String> settings = Map.of("upstream.ca-file", folder.resolve("none").toString());
    assertThatThrownBy(() -> TestingServer.before(URI.create("https://127.0.0.1:1"), settings))
        .hasMessageContaining("upstream.ca-file " + folder.resolve("none") + " cannot be used");
  }

  private static void assertUnreachable(TestingServer server, RealRegistry registry)
      throws IOException {
    Login alice = server.user("alice", "team");
    String basic = RawHttp.basic(alice.user(), alice.password());

    RawResponse answer = RawHttp.get(server.port(), "/v2/team/app/tags/list", basic);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("UNAVAILABLE");
    RawResponse ready = RawHttp.get(server.management().getPort(), "/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(registry.log()).doesNotContain("team/app");
  }

  private RealRegistry registry(String subject) {
    return RealRegistry.start(
        RealRegistry.Kind.USUAL.with(new RealRegistry.Encryption(authority, subject)));
  }

  private static TestingServer server(RealRegistry registry, Path authorities) {
    return TestingServer.before(registry.uri(), Map.of("upstream.ca-file", authorities.toString()));
  }
}
