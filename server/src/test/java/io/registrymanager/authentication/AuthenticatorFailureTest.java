package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserId;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticatorFailureTest {
  private static final String RIGHT = "right password";
  private static final String WRONG = "wrong password";

  private final LoginDesk desk = new LoginDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aStoreThatFailsIsUnavailableAndNotRemembered() {
    desk.create("alice", RIGHT);
    desk.store.fail("disk full");

    assertThat(desk.login("alice", RIGHT))
        .isEqualTo(new Unavailable("store: disk full", Duration.ofSeconds(5)));
    assertThat(desk.login("nobody", RIGHT)).isInstanceOf(Unavailable.class);
    desk.store.heal();
    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Authenticated.class);
    assertThat(desk.login("nobody", RIGHT)).isEqualTo(rejected(Reason.UNKNOWN_USER));
  }

  @Test
  void rememberedCredentialsAreNoPassWhenTheUserCannotBeRead() {
    UserId id = desk.create("alice", RIGHT);
    desk.login("alice", RIGHT);
    desk.setGrants(id, "team");
    desk.store.fail("locked");

    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
    desk.store.heal();
    assertThat(desk.hashesOfLogin("alice", RIGHT)).isZero();
  }

  @Test
  void aFullHashingQueueIsUnavailableForASecond() {
    // Trap 88.
    desk.create("alice", RIGHT);
    desk.login("alice", RIGHT);
    Pause hash = Hashing.hold(desk.hasher);
    List<CompletableFuture<PasswordHash>> queued = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      queued.add(desk.hasher.hash(Secret.of(RIGHT)).toCompletableFuture());
    }
    Unavailable busy = new Unavailable("password hashing is busy", Duration.ofSeconds(1));

    assertThat(desk.login("alice", WRONG)).isEqualTo(busy);
    assertThat(desk.login("nobody", WRONG)).isEqualTo(busy);
    assertThat(desk.login("no name", WRONG)).isEqualTo(busy);
    assertThat(desk.login("alice", RIGHT)).as("remembered").isInstanceOf(Authenticated.class);
    hash.release();
    queued.getLast().join();
    assertThat(desk.login("alice", WRONG)).isEqualTo(rejected(Reason.WRONG_PASSWORD));
  }

  @Test
  void nothingIsThrownAtTheCaller() {
    desk.create("alice", RIGHT);
    desk.blockOn(
        _ -> {
          throw new RejectedExecutionException("shut down");
        });
    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);

    desk.close();
    assertThat(desk.login("no name", RIGHT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aStoredHashThatCannotBeReadIsUnavailable() {
    UserId id = desk.create("alice", RIGHT);
    Origin origin = new Origin(new Actor.Console(), "test", "test");
    desk.store.apply(new UserChange.RenewHash(origin, id, 1, new PasswordHash("{CLEAR}right")));

    assertThat(desk.login("alice", RIGHT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aWeakerHashIsRenewedAtLoginAndTheLoginStays() throws Exception {
    // Trap 87.
    CountDownLatch renewed = new CountDownLatch(1);
    try (PasswordHasher weaker = new PasswordHasher(Hashing.withMemory(32))) {
      desk.create(weaker, "alice", RIGHT);
      desk.store.onChange(_ -> renewed.countDown());

      assertThat(desk.login("alice", RIGHT)).isInstanceOf(Authenticated.class);

      assertThat(renewed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(desk.store.changes().getLast())
          .isInstanceOfSatisfying(
              UserChange.RenewHash.class,
              change -> assertThat(change.password().encoded()).contains("m=64,t=1,p=1"));
      assertThat(desk.hashesOfLogin("alice", RIGHT)).isZero();
      desk.pass(Duration.ofSeconds(60));
      assertThat(desk.hashesOfLogin("alice", RIGHT)).as("nothing to renew").isEqualTo(1);
    }
  }

  @Test
  void aWrongPasswordRenewsNothing() {
    try (PasswordHasher weaker = new PasswordHasher(Hashing.withMemory(32))) {
      desk.create(weaker, "alice", RIGHT);

      assertThat(desk.hashesOfLogin("alice", WRONG)).isEqualTo(1);
      assertThat(desk.store.changes()).hasSize(1);
    }
  }

  private static Rejected rejected(Reason reason) {
    return new Rejected(reason, Evidence.FRESH);
  }
}
