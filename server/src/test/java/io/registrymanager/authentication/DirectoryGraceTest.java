package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.UserId;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.testkit.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people go on while the directory is out of reach. */
class DirectoryGraceTest {
  private static final String RIGHT = "the directory's";

  private final DirectoryDesk desk = new DirectoryDesk();
  private final DirectoryPerson alice = desk.directory.person("alice", RIGHT, "team:push");
  private UserId id = new UserId(0);

  @BeforeEach
  void logInAndStopTheDirectory() {
    id = desk.desk.create("alice", Optional.of(alice.id()));
    desk.letIn("alice", RIGHT);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private void stopAndPass(Duration time) {
    desk.directory.stop();
    desk.desk.pass(time);
  }

  @Test
  void withinTheCacheLifeNothingIsDifferent() {
    stopAndPass(DirectoryDesk.LIFE.minus(DirectoryDesk.A_MOMENT));

    desk.letIn("alice", RIGHT);
  }

  @Test
  void afterItTheLoginIsGoodForPullingWithTheRightsLastKnown() {
    stopAndPass(DirectoryDesk.LIFE);

    var principal = desk.pullsOnly("alice", RIGHT);
    assertThat(principal.rights().on(RepositoryName.parse("team/a").orElseThrow()).toString())
        .isEqualTo("pull, push");
    assertThat(desk.login("alice", "wrong")).isInstanceOf(Unavailable.class);
    assertThat(desk.login("CORP\\alice", RIGHT))
        .as("never verified in that form")
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void theGraceCountsFromTheEndOfTheCacheLifeAndIsNeverRenewed() {
    stopAndPass(DirectoryDesk.LIFE);
    Duration step = Duration.ofSeconds(30);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(DirectoryDesk.GRACE) < 0;
        passed = passed.plus(step)) {
      desk.pullsOnly("alice", RIGHT);
      desk.recheck();
      desk.desk.pass(step.minusSeconds(20));
    }

    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aDeadDirectoryIsNotAskedForEveryRequest() {
    stopAndPass(DirectoryDesk.LIFE);
    desk.pullsOnly("alice", RIGHT);
    int asked = desk.directory.finds();

    for (int i = 0; i < 100; i++) {
      desk.pullsOnly("alice", RIGHT);
    }

    assertThat(desk.directory.finds()).isEqualTo(asked);
    desk.desk.pass(Duration.ofSeconds(8));
    desk.pullsOnly("alice", RIGHT);
    assertThat(desk.directory.finds()).isEqualTo(asked + 1);
  }

  @Test
  void whenItIsBackTheLoginIsVerifiedAnew() {
    stopAndPass(DirectoryDesk.LIFE);
    desk.pullsOnly("alice", RIGHT);
    desk.directory.start();
    desk.desk.pass(Duration.ofSeconds(8));

    desk.letIn("alice", RIGHT);
    assertThat(desk.directory.proofs()).isEqualTo(2);
  }

  @Test
  void whatTheDirectorySaidLastOfAnAccountHoldsThroughAnOutage() {
    desk.directory.setState(alice.id(), State.DISABLED);
    desk.recheck();
    stopAndPass(DirectoryDesk.LIFE);

    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void groupsTooOldToGoByAreGoodForPullingAlone() {
    desk.desk.pass(Duration.ofSeconds(200));
    desk.letIn("CORP\\alice", RIGHT);
    desk.directory.setPassword(alice.id(), "the new one");
    desk.letIn("alice", "the new one");
    // Proven just now; what it rests on was last seen long ago.
    stopAndPass(Duration.ofSeconds(299));
    desk.letIn("alice", "the new one");
    desk.desk.pass(DirectoryDesk.A_MOMENT);
    desk.pullsOnly("alice", "the new one");
  }

  @Test
  void aChangeHereCountsInTheGraceToo() {
    stopAndPass(DirectoryDesk.LIFE);
    desk.pullsOnly("alice", RIGHT);

    desk.desk.setGrants(id, "lib");
    assertThat(
            desk.pullsOnly("alice", RIGHT)
                .rights()
                .on(RepositoryName.parse("lib/a").orElseThrow())
                .toString())
        .isEqualTo("pull, push, delete");
    desk.desk.setStatus(id, AccountStatus.DISABLED);
    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
    desk.desk.setStatus(id, AccountStatus.ENABLED);
    desk.desk.delete(id);
    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void whoeverWaitsForTheSameAnswerGetsNoMoreThanItIs() {
    desk.desk.pass(DirectoryDesk.LIFE);
    Pause pause = desk.directory.pauseProof();
    CompletableFuture<AuthenticationResult> first = desk.desk.begin("alice", RIGHT);
    pause.awaitReached();
    CompletableFuture<AuthenticationResult> second = desk.desk.begin("alice", RIGHT);
    desk.directory.stop();
    pause.release();

    assertThat(((Authenticated) first.join()).evidence()).isEqualTo(Evidence.GRACE);
    assertThat(((Authenticated) second.join()).evidence()).isEqualTo(Evidence.GRACE);
  }

  @Test
  void aLocalNameIsItsOwnInTheGraceToo() {
    stopAndPass(DirectoryDesk.LIFE);
    desk.desk.create("bob", "kept here");

    desk.letIn("bob", "kept here");
    desk.refused("bob", RIGHT, Reason.WRONG_PASSWORD);
  }
}
