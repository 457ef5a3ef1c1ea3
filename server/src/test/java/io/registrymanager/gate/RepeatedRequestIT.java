package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A request that repeats the one before, byte for byte, is decided anew (trap 84). */
class RepeatedRequestIT {
  private static final String MANIFEST = "/v2/team/app/manifests/1";

  @Test
  void whatChangedInBetweenCounts() throws IOException {
    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    try (FaultyUpstream registry = FaultyUpstream.playing(FaultyUpstream.answers(ok));
        TestingServer server = TestingServer.before(registry.uri());
        RawHttp kept = RawHttp.connect(server.port())) {
      Login alice = server.user("alice", "team");
      assertThat(ask(kept, alice)).isEqualTo(200);
      assertThat(ask(kept, alice)).isEqualTo(200);

      server.enable("alice", false);
      assertThat(ask(kept, alice)).isEqualTo(401);
      server.enable("alice", true);
      assertThat(ask(kept, alice)).isEqualTo(200);

      changePassword(server, alice);
      assertThat(ask(kept, alice)).isEqualTo(401);
      server.delete("alice");
      server.user("alice", "elsewhere");
      assertThat(ask(kept, alice)).isEqualTo(403);
      assertThat(registry.requests()).hasSize(3);
    }
  }

  private static int ask(RawHttp kept, Login login) throws IOException {
    return kept.request("GET", MANIFEST, GateLab.basic(login)).read().status();
  }

  private static void changePassword(TestingServer server, Login login) throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      String change = "/user/password?password=another-password";
      assertThat(http.request("POST", change, GateLab.basic(login)).read().status()).isEqualTo(204);
    }
  }
}
