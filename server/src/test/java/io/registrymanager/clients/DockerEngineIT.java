package io.registrymanager.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real Docker Engine, a person's first client, through the whole program. */
@ExtendWith(NoLeaks.class)
class DockerEngineIT {
  private static final TestingServer SERVER = TestingServer.before(Fixtures.registry().uri());
  private static final String HOST = SERVER.host();
  private static final Login ALICE = SERVER.user("alice", "engine");
  private static final Login BOB = SERVER.user("bob", "bobs");
  private static final Login READER = SERVER.user("reader", "engine:pull");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void traps41To44LoginTellsRightFromWrong() {
    DockerClient docker = Fixtures.docker().newClient();

    Command.Result wrong = docker.login(HOST, new Login("alice", "wrong"));
    assertThat(wrong.isSuccess()).isFalse();
    assertThat(wrong.text()).contains("401 Unauthorized");
    assertThat(docker.login(HOST, new Login("nobody", "wrong")).isSuccess()).isFalse();
    assertThat(docker.login(HOST, ALICE).orFail().out()).contains("Login Succeeded");
  }

  @Test
  void whatIsPushedIsPulledAgain() {
    DockerClient alice = loggedIn(ALICE);
    String reference = HOST + "/engine/app:1";
    push(alice, reference);

    alice.docker("rmi", reference).orFail();
    alice.docker("pull", reference).orFail();
    assertThat(alice.docker("inspect", "--format", "{{.Config.Cmd}}", reference).orFail().out())
        .contains("/file");
  }

  @Test
  void theBareRepositoryBelongsToItsNamespace() {
    push(loggedIn(ALICE), HOST + "/engine:bare");
  }

  @Test
  void anotherUserIsToldWhyAndWhomToAsk() {
    String reference = HOST + "/engine/private:1";
    push(loggedIn(ALICE), reference);

    Command.Result pulled = loggedIn(BOB).docker("pull", reference);

    assertThat(pulled.isSuccess()).isFalse();
    assertThat(pulled.text())
        .contains(
            "denied: bob may not pull \"engine/private\" (rights there: none). Ask platform@example.com. Request ");
  }

  @Test
  void aReaderPullsAndIsRefusedAPushAtOnce() {
    String reference = HOST + "/engine/read:1";
    push(loggedIn(ALICE), reference);
    DockerClient reader = loggedIn(READER);
    reader.docker("rmi", reference).orFail();
    reader.docker("pull", reference).orFail();
    String forbidden = HOST + "/engine/written:1";
    reader.docker("tag", reference, forbidden).orFail();

    long begin = System.nanoTime();
    Command.Result pushed = reader.docker("push", forbidden);

    assertThat(pushed.isSuccess()).isFalse();
    assertThat(pushed.text())
        .contains(
            "denied: reader may not push \"engine/written\" (rights there: pull). Ask platform@example.com.");
    // An engine that does not understand the refusal tries five times, for 50 s.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    // One offer to mount and one upload, but not five times; the log is written a little later.
    Await.until(Duration.ofSeconds(10), "it is logged", () -> !offers("engine/written").isEmpty());
    assertThat(offers("engine/written")).hasSizeLessThanOrEqualTo(2);
  }

  private static List<String> offers(String repository) {
    return SERVER
        .accessLog()
        .lines()
        .filter(line -> line.contains("\"POST\"") && line.contains(repository))
        .toList();
  }

  @Test
  void afterLogoutNothingIsLeft() {
    DockerClient docker = loggedIn(ALICE);
    String reference = HOST + "/engine/logout:1";
    push(docker, reference);

    docker.docker("logout", HOST).orFail();

    assertThat(docker.docker("pull", reference).text()).contains("no basic auth credentials");
    assertThat(docker.docker("push", reference).isSuccess()).isFalse();
  }

  @Test
  void twoUsersOfOneEngineKeepToTheirNamespaces() {
    DockerClient alice = loggedIn(ALICE);
    DockerClient bob = loggedIn(BOB);
    push(alice, HOST + "/engine/two:1");
    push(bob, HOST + "/bobs/two:1");

    assertRefused(bob, HOST + "/engine/two:2", "bob may not push \"engine/two\"");
    assertRefused(alice, HOST + "/bobs/two:2", "alice may not push \"bobs/two\"");
  }

  @Test
  void trap15ALookalikeOfTheNamespaceIsAnother() {
    DockerClient alice = loggedIn(ALICE);

    assertRefused(alice, HOST + "/engine-a/app:1", "alice may not push \"engine-a/app\"");
    assertRefused(alice, HOST + "/engine2/app:1", "alice may not push \"engine2/app\"");
  }

  private static DockerClient loggedIn(Login login) {
    DockerClient docker = Fixtures.docker().newClient();
    docker.login(HOST, login).orFail();
    return docker;
  }

  private static void push(DockerClient docker, String reference) {
    docker.makeImage(reference);
    docker.docker("push", reference).orFail();
  }

  private static void assertRefused(DockerClient docker, String reference, String message) {
    docker.makeImage(reference);
    Command.Result pushed = docker.docker("push", reference);
    assertThat(pushed.isSuccess()).isFalse();
    assertThat(pushed.text()).contains("denied: " + message);
  }
}
