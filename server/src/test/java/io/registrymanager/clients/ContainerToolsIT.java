package io.registrymanager.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.ContainerTools;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RecordedRequest;
import io.registrymanager.testkit.RecordingUpstream;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** skopeo, podman and buildah through the whole program. */
@ExtendWith(NoLeaks.class)
class ContainerToolsIT {
  private static final RecordingUpstream UPSTREAM =
      RecordingUpstream.before(Fixtures.registry().port());
  private static final TestingServer SERVER = TestingServer.before(UPSTREAM.uri());
  private static final String HOST = SERVER.host();
  private static final Login ALICE = SERVER.user("alice", "tools");
  private static final Login BOB = SERVER.user("bob", "bobs");
  private static final Login CAROL = SERVER.user("carol", "tools", "hidden");
  private static final RegistryClient REGISTRY = Fixtures.registry().client();

  private final ContainerTools tools = ContainerTools.create();

  @BeforeEach
  void forget() {
    UPSTREAM.forget();
  }

  @AfterEach
  void remove() {
    tools.close();
  }

  @AfterAll
  static void close() {
    SERVER.close();
    UPSTREAM.close();
  }

  @Test
  void podmanAndBuildahLogInPushPullAndAreRefusedAfterLogout() {
    tools.makeImage("localhost/tiny:1", "oci");
    String reference = HOST + "/tools/app:1";

    assertThat(tools.login(HOST, new Login("alice", "wrong")).text())
        .contains("invalid username/password");
    tools.login(HOST, ALICE).orFail();
    tools.podman("push", "--tls-verify=false", "localhost/tiny:1", reference).orFail();
    tools.buildah("pull", "--tls-verify=false", reference).orFail();
    tools.buildah("push", "--tls-verify=false", reference, HOST + "/tools/app:2").orFail();
    tools.podman("pull", "--tls-verify=false", HOST + "/tools/app:2").orFail();
    tools.podman("logout", HOST).orFail();

    assertThat(tools.podman("pull", "--tls-verify=false", reference).text())
        .contains("authentication required");
    assertThat(tools.buildah("pull", "--policy=always", "--tls-verify=false", reference).text())
        .contains("authentication required");
    assertThat(
            tools.podman("push", "--tls-verify=false", "localhost/tiny:1", reference).isSuccess())
        .isFalse();
  }

  @Test
  void podmanAndBuildahShowWhyAPullIsRefused() {
    String reference = REGISTRY.pushImage("tools/refused", "1").reference(HOST);
    String why =
        "bob may not pull \"tools/refused\" (rights there: none). Ask platform@example.com.";
    tools.login(HOST, BOB).orFail();

    assertRefused(tools.podman("pull", "--tls-verify=false", reference), why);
    assertRefused(tools.buildah("pull", "--tls-verify=false", reference), why);
    assertThat(asked("/v2/tools/refused")).isEmpty();
  }

  @Test
  void skopeoListsInspectsAndDeletes() {
    SmallImage image = REGISTRY.pushImage("tools/listed", "1");
    tools.login(HOST, ALICE).orFail();
    String repository = at("tools/listed");

    assertThat(tools.skopeo("list-tags", "--tls-verify=false", repository).orFail().out())
        .contains("\"1\"");
    assertThat(tools.skopeo("inspect", "--tls-verify=false", repository + ":1").orFail().out())
        .contains(image.manifest());
    tools.skopeo("delete", "--tls-verify=false", repository + ":1").orFail();
    assertThat(REGISTRY.has(image.manifestPath())).isFalse();
  }

  @Test
  void skopeoNeedsTheRightToDelete() {
    SmallImage image = REGISTRY.pushImage("bobs/kept", "1");
    Login pusher = SERVER.user("pusher", "bobs:push");
    tools.login(HOST, pusher).orFail();

    Command.Result deleted = tools.skopeo("delete", "--tls-verify=false", at("bobs/kept:1"));

    assertThat(deleted.isSuccess()).isFalse();
    assertThat(REGISTRY.has(image.manifestPath())).isTrue();
  }

  @Test
  void skopeoCopiesBetweenTwoRepositoriesByMount() {
    SmallImage image = REGISTRY.pushImage("tools/source", "1");
    tools.login(HOST, ALICE).orFail();
    // A first copy tells the tools where these blobs lie.
    copy(at("tools/source:1"), "dir:" + tools.scratch().resolve("source")).orFail();

    copy(at("tools/source:1"), at("tools/target:1")).orFail();

    assertThat(REGISTRY.has("/v2/tools/target/blobs/" + image.layer())).isTrue();
    assertThat(asked("/v2/tools/target/blobs/uploads/"))
        .anyMatch(
            request -> request.method().equals("POST") && request.target().contains("from=tools"));
    assertThat(asked("/v2/tools/target/blobs/uploads/"))
        .as("the configuration alone is sent")
        .filteredOn(request -> request.method().equals("PATCH"))
        .hasSize(1);
  }

  @Test
  void skopeoMayNotCopyFromARepositoryThatItMayNotRead() {
    REGISTRY.pushImage("bobs/secret", "1");
    tools.login(HOST, ALICE).orFail();

    assertRefused(
        copy(at("bobs/secret:1"), at("tools/stolen:1")),
        "alice may not pull \"bobs/secret\" (rights there: none).");
    assertThat(asked("/v2/")).isEmpty();
  }

  @Test
  void trap23AMountWhoseSourceMayNotBeReadBecomesAnOrdinaryUpload() {
    SmallImage image = REGISTRY.pushImage("hidden/base", "1");
    String local = "dir:" + tools.scratch().resolve("base");
    tools.login(HOST, CAROL).orFail();
    // From now on the tools remember where these blobs lie, and would have them mounted from there.
    copy(at("hidden/base:1"), local).orFail();
    tools.login(HOST, ALICE).orFail();
    UPSTREAM.forget();

    copy(local, at("tools/mounted:1")).orFail();

    assertThat(REGISTRY.has("/v2/tools/mounted/blobs/" + image.layer())).isTrue();
    assertThat(SERVER.accessLog().lines())
        .as("offered")
        .anyMatch(line -> line.contains("\"alice\"") && line.contains("\"hidden/base\""));
    assertThat(asked("/v2/hidden")).isEmpty();
    assertThat(statusOfMount(ALICE, image)).isEqualTo(202);
    assertThat(statusOfMount(CAROL, image)).isEqualTo(201);
  }

  private static int statusOfMount(Login login, SmallImage image) {
    String target =
        "/v2/tools/other/blobs/uploads/?mount=%s&from=%s"
            .formatted(image.layer(), image.repository());
    try (RegistryClient client = RegistryClient.of(SERVER.uri(), login)) {
      return client.send("POST", target, new byte[0], "application/octet-stream").statusCode();
    }
  }

  private Command.Result copy(String from, String to) {
    return tools.skopeo("copy", "--src-tls-verify=false", "--dest-tls-verify=false", from, to);
  }

  private static String at(String name) {
    return "docker://" + HOST + "/" + name;
  }

  private static List<RecordedRequest> asked(String prefix) {
    List<RecordedRequest> asked = new ArrayList<>(UPSTREAM.requests());
    asked.removeIf(request -> !request.target().startsWith(prefix));
    return asked;
  }

  private static void assertRefused(Command.Result result, String why) {
    assertThat(result.isSuccess()).as(result.text()).isFalse();
    assertThat(result.text().replace("\\\"", "\"")).contains(why);
  }
}
