package io.registrymanager.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.setting.ListText;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People of a real domain, with the real Docker Engine, through the whole program. */
class DirectoryDockerIT {
  private static final TestingServer SERVER =
      TestingServer.before(Fixtures.registry().uri(), settings());
  private static final String HOST = SERVER.host();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Fixtures.domain().settings());
    settings.put("directory.autocreate", "true");
    settings.put(
        "directory.groups",
        ListText.join(
            List.of(
                "{\"group\":\"devs\",\"grants\":[\"domain:push\"]}",
                "{\"group\":\"company\",\"grants\":[\"domain:pull\"]}")));
    return settings;
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "CORP\\alice", "alice@corp.example.com", "Alice"})
  void everyFormOfANameLogsIn(String name) {
    Command.Result result =
        Fixtures.docker().newClient().login(HOST, new Login(name, "pass-alice"));
    assertThat(result.orFail().out()).contains("Login Succeeded");
  }

  @Test
  void whatAPersonOfTheDirectoryPushesIsPulledAgain() {
    DockerClient alice = loggedIn("alice");
    String reference = HOST + "/domain/app:1";
    alice.makeImage(reference);
    alice.docker("push", reference).orFail();
    alice.docker("rmi", reference).orFail();
    alice.docker("pull", reference).orFail();

    DockerClient bob = loggedIn("bob");
    bob.docker("rmi", reference).orFail();
    bob.docker("pull", reference).orFail();
    Command.Result pushed = bob.docker("push", reference);
    assertThat(pushed.isSuccess()).isFalse();
    assertThat(pushed.text()).contains("bob may not push \"domain/app\" (rights there: pull)");
  }

  @Test
  void aWrongPasswordAndAStrangerAreTold401() {
    DockerClient docker = Fixtures.docker().newClient();
    assertThat(docker.login(HOST, new Login("heidi", "pass-heidi")).text())
        .as("in no group that counts here")
        .contains("401 Unauthorized");
    assertThat(docker.login(HOST, new Login("alice", "wrong")).text()).contains("401 Unauthorized");
    assertThat(docker.login(HOST, new Login("nobody", "wrong")).text())
        .contains("401 Unauthorized");
  }

  private static DockerClient loggedIn(String name) {
    DockerClient docker = Fixtures.docker().newClient();
    docker.login(HOST, new Login(name, "pass-" + name)).orFail();
    return docker;
  }
}
