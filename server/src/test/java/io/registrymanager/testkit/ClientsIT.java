package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real clients against a bare registry with a login, seen through the recorder: what the kit
 * itself must be able to do.
 */
class ClientsIT {
  private static final Login ALICE = new Login("alice", "s3cret");
  private static final RealRegistry REGISTRY =
      RealRegistry.start(RealRegistry.Kind.USUAL.onlyFor(ALICE).withRelativeUrls());
  private static final RecordingUpstream UPSTREAM = RecordingUpstream.before(REGISTRY.port());
  private static final String HOST = "127.0.0.1:" + UPSTREAM.port();

  @BeforeEach
  void forget() {
    UPSTREAM.forget();
  }

  @AfterAll
  static void close() {
    UPSTREAM.close();
    REGISTRY.close();
  }

  @Test
  void dockerLogsInPushesPullsAndIsRefusedAfterLogout() {
    DockerClient docker = Fixtures.docker().newClient();
    String reference = HOST + "/docker/app:1";
    docker.makeImage(reference);

    assertThat(docker.login(HOST, new Login("alice", "wrong")).text()).contains("401 Unauthorized");
    assertThat(docker.login(HOST, ALICE).orFail().out()).contains("Login Succeeded");
    docker.docker("push", reference).orFail();
    assertThat(REGISTRY.client().has("/v2/docker/app/manifests/1")).isTrue();
    docker.docker("rmi", reference).orFail();
    docker.docker("pull", reference).orFail();
    docker.docker("logout", HOST).orFail();
    assertThat(docker.docker("pull", reference).text()).contains("no basic auth credentials");
    assertThat(asked()).contains("GET /v2/", "PUT /v2/docker/app/manifests/1");
  }

  @Test
  void loginsOfTwoDockerClientsAreApart() {
    DockerClient alice = Fixtures.docker().newClient();
    DockerClient nobody = Fixtures.docker().newClient();
    alice.login(HOST, ALICE).orFail();
    String reference = HOST + "/docker/apart:1";
    alice.makeImage(reference);

    assertThat(nobody.docker("push", reference).isSuccess()).isFalse();
    alice.docker("push", reference).orFail();
  }

  @Test
  void podmanBuildahAndSkopeoShareALogin() {
    try (ContainerTools tools = ContainerTools.create()) {
      String reference = HOST + "/tools/app:1";
      tools.makeImage("localhost/tiny:1", "oci");

      assertThat(
              tools.podman("push", "--tls-verify=false", "localhost/tiny:1", reference).isSuccess())
          .isFalse();
      tools.login(HOST, ALICE).orFail();
      tools.podman("push", "--tls-verify=false", "localhost/tiny:1", reference).orFail();
      tools.buildah("pull", "--tls-verify=false", reference).orFail();
      assertThat(
              tools
                  .skopeo("list-tags", "--tls-verify=false", "docker://" + HOST + "/tools/app")
                  .orFail()
                  .out())
          .contains("\"1\"");
      assertThat(asked()).contains("PUT /v2/tools/app/manifests/1");
    }
  }

  @Test
  void skopeoCopiesWhatTheKitPushed() {
    SmallImage image = REGISTRY.client().pushImage("kit/seed", "1");
    ContainerTools tools = Fixtures.tools();

    tools
        .skopeo(
            "copy",
            "--src-tls-verify=false",
            "--src-creds=alice:s3cret",
            "docker://" + image.reference(HOST),
            "oci:" + tools.scratch().resolve("copy") + ":1")
        .orFail();

    assertThat(asked()).contains("GET " + image.layerPath());
  }

  private static List<String> asked() {
    return UPSTREAM.requests().stream().map(RecordedRequest::toString).toList();
  }
}
