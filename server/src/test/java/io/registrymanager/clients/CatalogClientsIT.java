package io.registrymanager.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.ContainerTools;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RealRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients do with the lists of repositories and tags. */
@ExtendWith(NoLeaks.class)
class CatalogClientsIT {
  private static final RealRegistry REGISTRY = RealRegistry.start();
  private static final TestingServer SERVER = server();
  private static final ContainerTools TOOLS = ContainerTools.create();
  private static final Login ALICE = SERVER.user("alice", "team");

  private static TestingServer server() {
    for (String repository : List.of("team/app", "team/other", "team-a/app", "secret/app")) {
      REGISTRY.client().pushImage(repository, "1");
    }
    REGISTRY.client().pushImage("team/app", "2");
    return TestingServer.before(REGISTRY.uri(), Map.of("catalog.crawl-interval", "1h"));
  }

  @BeforeAll
  static void login() {
    TOOLS.login(SERVER.host(), ALICE).orFail();
  }

  @AfterAll
  static void close() {
    TOOLS.close();
    SERVER.close();
    REGISTRY.close();
  }

  @Test
  void podmanSearchFindsWhatMayBePulledAndNothingElse() {
    Command.Result found =
        TOOLS
            .podman("search", "--tls-verify=false", "--format", "{{.Name}}", SERVER.host() + "/")
            .orFail();

    assertThat(found.out().lines())
        .containsExactlyInAnyOrder(SERVER.host() + "/team/app", SERVER.host() + "/team/other");
    assertThat(
            TOOLS
                .podman(
                    "search", "--tls-verify=false", "--format", "{{.Name}}", SERVER.host() + "/app")
                .orFail()
                .out()
                .lines())
        .containsExactly(SERVER.host() + "/team/app");
  }

  @Test
  void podmanSearchListsTags() {
    Command.Result found =
        TOOLS
            .podman(
                "search",
                "--tls-verify=false",
                "--list-tags",
                "--format",
                "{{.Tag}}",
                SERVER.host() + "/team/app")
            .orFail();

    assertThat(found.out().lines()).hasSize(3).anyMatch(line -> line.matches(".*/team/app +2"));
  }

  @Test
  void skopeoListsTags() {
    Command.Result found =
        TOOLS
            .skopeo("list-tags", "--tls-verify=false", "docker://" + SERVER.host() + "/team/app")
            .orFail();

    // Without a page size the list is the registry's own, in its order.
    assertThat(found.out().replaceAll("\\s", ""))
        .matches(".*\"Tags\":\\[(\"1\",\"2\"|\"2\",\"1\")]}");
    assertThat(
            TOOLS
                .skopeo(
                    "list-tags", "--tls-verify=false", "docker://" + SERVER.host() + "/secret/app")
                .isSuccess())
        .isFalse();
  }
}
