package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Action;
import io.registrymanager.access.Actions;
import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.UserId;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.testkit.Pause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change counts on the very next request (trap 84), also when it meets a login on its way. */
class ChangedUserLoginTest {
  private static final String OLD = "old password";
  private static final String NEW = "new password";

  private final LoginDesk desk = new LoginDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aChangedPasswordEndsTheOldOneAndLetsTheNewOneIn() {
    UserId id = desk.create("alice", OLD);
    assertThat(desk.login("alice", OLD)).isInstanceOf(Authenticated.class);
    assertThat(desk.login("alice", NEW)).isEqualTo(rejected(Reason.WRONG_PASSWORD));

    desk.setPassword(id, NEW);

    assertThat(desk.login("alice", NEW)).isInstanceOf(Authenticated.class);
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.WRONG_PASSWORD));
  }

  @Test
  void aDisabledUserIsRefusedAndAnEnabledOneLetInAgain() {
    UserId id = desk.create("alice", OLD);
    desk.login("alice", OLD);

    desk.setStatus(id, AccountStatus.DISABLED);
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.DISABLED));
    desk.setStatus(id, AccountStatus.ENABLED);
    assertThat(desk.login("alice", OLD)).isInstanceOf(Authenticated.class);
  }

  @Test
  void changedGrantsCountWithoutAnotherHash() {
    UserId id = desk.create("alice", OLD, "team:pull");
    assertThat(rightsOn("team/app")).isEqualTo(Actions.of(Action.PULL));
    long hashes = desk.hasher.computed();

    desk.setGrants(id, "other");

    assertThat(rightsOn("team/app")).isEqualTo(Actions.NONE);
    assertThat(rightsOn("other/app")).isEqualTo(Actions.ALL);
    assertThat(desk.hasher.computed()).isEqualTo(hashes);
  }

  @Test
  void aDeletedUserIsUnknownAndARecreatedOneInheritsNothing() {
    UserId id = desk.create("alice", OLD, "team");
    desk.login("alice", OLD);

    desk.delete(id);
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.UNKNOWN_USER));

    desk.create("alice", NEW, "other");
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.WRONG_PASSWORD));
    assertThat(desk.login("alice", NEW)).isInstanceOf(Authenticated.class);
    assertThat(desk.login("alice", OLD)).isEqualTo(remembered(Reason.WRONG_PASSWORD));
  }

  @Test
  void aUserRecreatedWithTheSamePasswordIsTheNewUser() {
    UserId first = desk.create("alice", OLD, "team");
    desk.login("alice", OLD);
    desk.delete(first);
    UserId second = desk.create("alice", OLD);

    assertThat(desk.login("alice", OLD))
        .isInstanceOfSatisfying(
            Authenticated.class,
            result -> assertThat(result.principal().id()).isEqualTo(second).isNotEqualTo(first));
  }

  @Test
  void aNameThatNobodyHadLogsInAsSoonAsItIsMade() {
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.UNKNOWN_USER));
    assertThat(desk.hashesOfLogin("alice", OLD)).isZero();

    desk.create("alice", OLD);

    assertThat(desk.login("alice", OLD)).isInstanceOf(Authenticated.class);
  }

  @Test
  void aPasswordChangedWhileTheOldOneIsHashedEndsThatLogin() {
    UserId id = desk.create("alice", OLD);
    Pause read = desk.store.pauseFindByName();
    CompletableFuture<AuthenticationResult> login = desk.begin("alice", OLD);
    read.awaitReached();

    desk.setPassword(id, NEW);
    CompletableFuture<AuthenticationResult> after = desk.begin("alice", OLD);
    read.release();

    assertThat(reason(join(login))).isEqualTo(Reason.WRONG_PASSWORD);
    assertThat(reason(join(after))).as("asked after the change").isEqualTo(Reason.WRONG_PASSWORD);
    assertThat(desk.login("alice", OLD)).isEqualTo(remembered(Reason.WRONG_PASSWORD));
    assertThat(desk.login("alice", NEW)).isInstanceOf(Authenticated.class);
  }

  @Test
  void aWrongPasswordThatBecomesRightWhileItIsHashedLetsIn() {
    UserId id = desk.create("alice", OLD);
    Pause read = desk.store.pauseFindByName();
    CompletableFuture<AuthenticationResult> login = desk.begin("alice", NEW);
    read.awaitReached();

    desk.setPassword(id, NEW);
    read.release();

    assertThat(join(login)).isInstanceOf(Authenticated.class);
  }

  @Test
  void aUserMadeWhileItsNameIsLookedUpIsNotTakenForNobody() {
    Pause read = desk.store.pauseFindByName();
    CompletableFuture<AuthenticationResult> login = desk.begin("alice", OLD);
    read.awaitReached();

    desk.create("alice", OLD);
    CompletableFuture<AuthenticationResult> after = desk.begin("alice", OLD);
    read.release();

    assertThat(join(after)).isInstanceOf(Authenticated.class);
    assertThat(join(login)).isInstanceOf(Authenticated.class);
  }

  @Test
  void aUserDeletedWhileItsPasswordIsHashedIsUnknown() {
    UserId id = desk.create("alice", OLD);
    Pause hash = Hashing.hold(desk.hasher);
    Pause read = desk.store.pauseFindById();
    CompletableFuture<AuthenticationResult> login = desk.begin("alice", OLD);
    read.awaitReached();
    read.release();

    desk.delete(id);
    hash.release();

    assertThat(join(login)).isEqualTo(rejected(Reason.UNKNOWN_USER));
  }

  @Test
  void aUserReadBeforeAChangeIsNotRememberedAfterIt() {
    UserId id = desk.create("alice", OLD, "team");
    desk.login("alice", OLD);
    desk.setGrants(id, "team:push");
    Pause read = desk.store.pauseFindById();
    CompletableFuture<AuthenticationResult> before = desk.begin("alice", OLD);
    read.awaitReached();

    desk.setGrants(id, "team:pull");

    assertThat(rightsOn("team/app")).isEqualTo(Actions.of(Action.PULL));
    read.release();
    assertThat(join(before)).isInstanceOf(Authenticated.class);
    assertThat(rightsOn("team/app")).isEqualTo(Actions.of(Action.PULL));
  }

  @Test
  void aUserDisabledWhileItIsReadIsRefusedAfterwards() {
    UserId id = desk.create("alice", OLD);
    desk.login("alice", OLD);
    desk.setGrants(id, "team");
    Pause read = desk.store.pauseFindById();
    CompletableFuture<AuthenticationResult> before = desk.begin("alice", OLD);
    read.awaitReached();

    desk.setStatus(id, AccountStatus.DISABLED);
    read.release();

    assertThat(join(before)).as("asked before the change").isInstanceOf(Authenticated.class);
    assertThat(desk.login("alice", OLD)).isEqualTo(rejected(Reason.DISABLED));
  }

  private Actions rightsOn(String repository) {
    RepositoryName name = RepositoryName.parse(repository).orElseThrow();
    return switch (desk.login("alice", OLD)) {
      case Authenticated(var principal, _) -> principal.rights().on(name);
      case Rejected rejected -> throw new AssertionError(rejected);
      case AuthenticationResult.Unavailable unavailable -> throw new AssertionError(unavailable);
      case AuthenticationResult.Slowed slowed -> throw new AssertionError(slowed);
    };
  }

  private static AuthenticationResult join(CompletableFuture<AuthenticationResult> login) {
    return login.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static Reason reason(AuthenticationResult result) {
    return ((Rejected) result).reason();
  }

  private static Rejected remembered(Reason reason) {
    return new Rejected(reason, Evidence.REMEMBERED);
  }

  private static Rejected rejected(Reason reason) {
    return new Rejected(reason, Evidence.FRESH);
  }
}
