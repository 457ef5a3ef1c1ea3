package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.UserChange.MoveHere;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Pause;
import io.registrymanager.testkit.ScriptedDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of the directory, for how long, and what ends it. */
class DirectoryMemoryTest {
  private static final String RIGHT = "the directory's";

  private final DirectoryDesk desk = new DirectoryDesk();
  private final DirectoryPerson alice = desk.directory.person("alice", RIGHT, "team:push");
  private UserId id = new UserId(0);

  @BeforeEach
  void make() {
    id = desk.desk.create("alice", Optional.of(alice.id()));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aStalePasswordReachesTheDirectoryOnceAMinuteHoweverItIsSpelled_trap85() {
    for (int i = 0; i < 40; i++) {
      desk.refused("alice", "stale", Reason.WRONG_PASSWORD);
      desk.refused("CORP\\alice", "stale", Reason.WRONG_PASSWORD);
      desk.refused("alice@corp.example.com", "stale", Reason.WRONG_PASSWORD);
    }
    assertThat(desk.directory.proofs()).isEqualTo(1);
    desk.desk.pass(Duration.ofSeconds(61));
    desk.refused("alice", "stale", Reason.WRONG_PASSWORD);
    assertThat(desk.directory.proofs()).isEqualTo(2);
  }

  @Test
  void aPasswordThatWasWrongIsTriedAgainOnceItMayBeTheNewOne() {
    desk.refused("alice", "the new one", Reason.WRONG_PASSWORD);
    desk.directory.setPassword(alice.id(), "the new one");

    desk.letIn("CORP\\alice", "the new one");
  }

  @Test
  void aCrowdWithOnePasswordAsksOnce() {
    Pause pause = desk.directory.pauseProof();
    List<CompletableFuture<AuthenticationResult>> logins = new ArrayList<>();
    for (String typed : List.of("alice", "alice", "CORP\\alice", "alice@corp.example.com")) {
      logins.add(desk.desk.begin(typed, RIGHT));
    }
    pause.awaitReached();
    pause.release();

    assertThat(logins).allSatisfy(l -> assertThat(l.join()).isInstanceOf(Authenticated.class));
    assertThat(desk.directory.proofs()).isEqualTo(1);
  }

  @Test
  void aRightPasswordIsRememberedForTheCacheLifeFromItsProofOn() {
    desk.letIn("alice", RIGHT);
    desk.desk.pass(DirectoryDesk.LIFE.minus(DirectoryDesk.A_MOMENT));
    desk.letIn("alice", RIGHT);
    desk.letIn("CORP\\alice", RIGHT);
    assertThat(desk.directory.proofs()).isEqualTo(1);
    desk.desk.pass(DirectoryDesk.A_MOMENT);

    desk.letIn("CORP\\alice", RIGHT);

    assertThat(desk.directory.proofs()).as("another form extends nothing").isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void whoeverTheDirectoryLetsInNoLongerIsOutWithinAMinute_trap99(State state) {
    desk.letIn("alice", RIGHT);
    desk.letIn("CORP\\alice", RIGHT);
    desk.directory.setState(alice.id(), state);

    desk.recheck();

    desk.refused("alice", RIGHT, Reason.DIRECTORY_ACCOUNT);
    desk.refused("CORP\\alice", RIGHT, Reason.DIRECTORY_ACCOUNT);
    boolean over = state == State.DISABLED || state == State.EXPIRED;
    assertThat(desk.ended).isEqualTo(over ? List.of(id) : List.of());
  }

  @Test
  void aChangedPasswordEndsTheLoginsWithTheOldOne_trap107() {
    desk.letIn("alice", RIGHT);
    desk.directory.setPassword(alice.id(), "the new one");
    desk.letIn("alice", RIGHT);

    desk.recheck();

    desk.refused("alice", RIGHT, Reason.WRONG_PASSWORD);
    desk.letIn("alice", "the new one");
    desk.recheck();
    desk.letIn("alice", "the new one");
    assertThat(desk.ended).isEmpty();
  }

  @Test
  void aLoginWithTheNewPasswordEndsThoseWithTheOldOneAtOnce() {
    desk.letIn("alice", RIGHT);
    desk.directory.setPassword(alice.id(), "the new one");

    desk.letIn("CORP\\alice", "the new one");

    desk.refused("alice", RIGHT, Reason.WRONG_PASSWORD);
  }

  @Test
  void whoeverIsGoneFromTheDirectoryIsOutAndWhatItDidEnds() {
    desk.letIn("alice", RIGHT);
    desk.directory.delete(alice.id());

    desk.recheck();

    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);
    assertThat(desk.ended).containsExactly(id);
  }

  @Test
  void whoeverIsStillAtWorkIsLookedAtHoweverLongAgoTheLoginWas() {
    desk.letIn("alice", RIGHT);
    desk.desk.pass(Duration.ofHours(1));
    desk.busy.add(id);
    desk.busy.add(desk.desk.create("bob", "kept here"));
    desk.recheck();
    assertThat(desk.ended).isEmpty();
    desk.directory.setState(alice.id(), State.DISABLED);

    desk.recheck();

    assertThat(desk.ended).containsExactly(id);
  }

  @Test
  void aReCheckThatChangesNothingAsksForNoPassword() {
    desk.letIn("alice", RIGHT);
    for (int i = 0; i < 10; i++) {
      desk.recheck();
      desk.letIn("alice", RIGHT);
    }
    assertThat(desk.directory.proofs()).isEqualTo(1);
    assertThat(desk.directory.finds()).isEqualTo(1);
    assertThat(desk.directory.rechecks()).isEqualTo(10);
  }

  @Test
  void whoeverHasNotLoggedInForLongIsNotAskedAboutForEver() {
    desk.letIn("alice", RIGHT);
    Duration useful = DirectoryDesk.LIFE.plus(DirectoryDesk.GRACE);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(useful) <= 0;
        passed = passed.plusSeconds(20)) {
      desk.recheck();
    }
    int asked = desk.directory.rechecks();
    desk.recheck();
    assertThat(desk.directory.rechecks()).isEqualTo(asked);
  }

  @Test
  void movingThePasswordHereEndsLoginsByTheDirectory() {
    desk.letIn("alice", RIGHT);
    desk.letIn("CORP\\alice", RIGHT);
    var hash =
        desk.desk
            .hasher
            .hash(io.registrymanager.secret.Secret.of("kept here"))
            .toCompletableFuture()
            .join();
    UpdateUser update =
        new UpdateUser(
            new io.registrymanager.identity.Origin(
                new io.registrymanager.identity.Actor.Console(), "test", "test"),
            id,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(hash));
    desk.desk.store.apply(new MoveHere(update));

    desk.refused("alice", RIGHT, Reason.WRONG_PASSWORD);
    desk.refused("CORP\\alice", RIGHT, Reason.NAME_TAKEN);
    assertThat(desk.letIn("alice", "kept here").id()).isEqualTo(id);
  }

  @Test
  void aCrowdTakesTurns() {
    desk.desk.create("bob", Optional.of(desk.directory.person("bob", RIGHT).id()));
    List<Thread> threads = new CopyOnWriteArrayList<>();
    desk.desk.blockOn(task -> threads.add(Thread.startVirtualThread(task)));
    Pause pause = desk.directory.pauseProof();
    CompletableFuture<AuthenticationResult> first = desk.desk.begin("alice", RIGHT);
    pause.awaitReached();
    CompletableFuture<AuthenticationResult> second = desk.desk.begin("bob", RIGHT);
    Await.until(
        Duration.ofSeconds(10),
        "everybody waits for somebody",
        () ->
            threads.size() >= 4
                && threads.stream()
                    .map(Thread::getState)
                    .allMatch(
                        state ->
                            state == Thread.State.TERMINATED
                                || state == Thread.State.WAITING
                                || state == Thread.State.TIMED_WAITING));

    assertThat(desk.directory.finds()).isEqualTo(1);
    pause.release();
    assertThat(first.join()).isInstanceOf(Authenticated.class);
    assertThat(second.join()).isInstanceOf(Authenticated.class);
    assertThat(desk.directory.finds()).isEqualTo(2);
  }

  @Test
  void withoutTheDirectoryLoginsThatAreNotRememberedAreUnavailable_trap104() {
    desk.desk.create("bob", "kept here");
    desk.letIn("alice", RIGHT);
    desk.directory.stop();

    for (String typed : List.of("CORP\\alice", "nobody", "nobody@corp.example.com")) {
      assertThat(desk.login(typed, RIGHT))
          .isEqualTo(
              new Unavailable("directory: nobody answers", ScriptedDirectory.OUTAGE.retryAfter()));
    }
    assertThat(desk.login("alice", "wrong")).isInstanceOf(Unavailable.class);
    desk.letIn("alice", RIGHT);
    desk.letIn("bob", "kept here");
    desk.refused("bob", "wrong", Reason.WRONG_PASSWORD);
    desk.directory.start();
    desk.letIn("CORP\\alice", RIGHT);
    desk.refused("nobody", RIGHT, Reason.UNKNOWN_USER);
  }
}
