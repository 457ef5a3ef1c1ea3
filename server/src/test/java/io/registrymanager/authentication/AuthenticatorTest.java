package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.Pause;
import io.registrymanager.thread.NonBlocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticatorTest {
  private static final String RIGHT = "right password";
  private static final String WRONG = "wrong password";

  private final LoginDesk desk = new LoginDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void theRightPasswordMakesAPrincipal() {
    UserId id = desk.create("alice", RIGHT, "team");

    assertThat(desk.login("alice", RIGHT))
        .isInstanceOfSatisfying(
            Authenticated.class,
            result -> {
              assertThat(result.principal().id()).isEqualTo(id);
              assertThat(result.principal().name()).isEqualTo(new Username("alice"));
              assertThat(result.principal().role()).isEqualTo(Role.USER);
            });
  }

  @Test
  void noneAndUnusableAreRejectedWithoutWork() {
    assertThat(authenticate(new Credentials.None())).isEqualTo(rejected(Reason.NO_CREDENTIALS));
    assertThat(authenticate(new Credentials.Unusable()))
        .isEqualTo(rejected(Reason.UNUSABLE_CREDENTIALS));
    // Traps 83 and 95, whoever makes such credentials.
    assertThat(desk.login("alice", "")).isEqualTo(rejected(Reason.UNUSABLE_CREDENTIALS));
    assertThat(desk.login("", RIGHT)).isEqualTo(rejected(Reason.UNUSABLE_CREDENTIALS));
    assertThat(desk.login("a\0b", RIGHT)).isEqualTo(rejected(Reason.UNUSABLE_CREDENTIALS));
    assertThat(desk.hasher.computed()).isZero();
    assertThat(desk.store.finds()).isZero();
  }

  static Stream<Arguments> firstLogins() {
    return Stream.of(
        argumentSet("right", "alice", RIGHT, Optional.empty()),
        argumentSet("wrong password", "alice", WRONG, Optional.of(Reason.WRONG_PASSWORD)),
        argumentSet("disabled, right", "carol", RIGHT, Optional.of(Reason.DISABLED)),
        argumentSet("disabled, wrong", "carol", WRONG, Optional.of(Reason.WRONG_PASSWORD)),
        argumentSet("unknown user", "nobody", RIGHT, Optional.of(Reason.UNKNOWN_USER)),
        argumentSet("no user name at all", "Dom\\al ice", RIGHT, Optional.of(Reason.UNKNOWN_USER)),
        argumentSet("Kelvin sign (90)", "\u212Aarl", RIGHT, Optional.of(Reason.UNKNOWN_USER)));
  }

  @ParameterizedTest
  @MethodSource("firstLogins")
  void everyFirstLoginCostsOneHash(String name, String password, Optional<Reason> refusal) {
    // Trap 86.
    desk.create("alice", RIGHT);
    desk.create("karl", RIGHT);
    desk.setStatus(desk.create("carol", RIGHT), AccountStatus.DISABLED);
    long before = desk.hasher.computed();

    AuthenticationResult result = desk.login(name, password);

    assertThat(desk.hasher.computed() - before).isEqualTo(1);
    refusal.ifPresentOrElse(
        reason -> assertThat(result).isEqualTo(rejected(reason)),
        () -> assertThat(result).isInstanceOf(Authenticated.class));
    assertThat(desk.login(name, password)).isEqualTo(remembered(result));
    assertThat(desk.hasher.computed() - before).isEqualTo(1);
  }

  @Test
  void namesMatchWithoutRegardToCaseInOneEntry() {
    desk.create("alice", RIGHT);

    assertThat(desk.login("ALICE", RIGHT)).isInstanceOf(Authenticated.class);
    assertThat(desk.hashesOfLogin("Alice", RIGHT)).isZero();
    assertThat(desk.login("aLiCe", RIGHT)).isInstanceOf(Authenticated.class);
  }

  @Test
  void nameAndPasswordAreKeptApart() {
    desk.create("ab", "cdefgh");
    desk.login("ab", "cdefgh");

    assertThat(desk.login("abc", "defgh")).isEqualTo(rejected(Reason.UNKNOWN_USER));
    assertThat(desk.login("ab", "CDEFGH")).isEqualTo(rejected(Reason.WRONG_PASSWORD));
  }

  @Test
  void aRememberedAnswerIsThereOnReturnEvenOnAnEventLoop() throws Exception {
    desk.create("alice", RIGHT);
    AuthenticationResult first = desk.login("alice", RIGHT);
    int finds = desk.store.finds();
    desk.blockOn(
        _ -> {
          throw new IllegalStateException("another thread was asked");
        });

    FutureTask<CompletableFuture<AuthenticationResult>> task =
        new FutureTask<>(() -> desk.begin("alice", RIGHT));
    new EventLoop(task).start();
    CompletableFuture<AuthenticationResult> warm = task.get(30, TimeUnit.SECONDS);

    assertThat(warm).isCompletedWithValue(remembered(first));
    assertThat(desk.store.finds()).isEqualTo(finds);
  }

  @Test
  void aFirstLoginOnAnEventLoopLeavesItAtOnce() throws Exception {
    desk.create("alice", RIGHT);
    Pause hash = Hashing.hold(desk.hasher);

    FutureTask<CompletableFuture<AuthenticationResult>> task =
        new FutureTask<>(() -> desk.begin("alice", RIGHT));
    new EventLoop(task).start();
    CompletableFuture<AuthenticationResult> cold = task.get(30, TimeUnit.SECONDS);

    assertThat(cold).isNotDone();
    hash.release();
    assertThat(join(cold)).isInstanceOf(Authenticated.class);
  }

  @Test
  void verifiedCredentialsLiveFromTheirVerificationNotFromTheirLastUse() {
    desk.create("alice", RIGHT);
    desk.login("alice", RIGHT);

    desk.pass(Duration.ofSeconds(59));
    assertThat(desk.hashesOfLogin("alice", RIGHT)).isZero();
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.hashesOfLogin("alice", RIGHT)).isEqualTo(1);
    assertThat(desk.hashesOfLogin("alice", RIGHT)).isZero();
  }

  @Test
  void refusedCredentialsHaveALifeOfTheirOwn() {
    // Trap 85.
    desk.create("alice", RIGHT);
    for (String name : List.of("alice", "nobody", "no name")) {
      assertThat(desk.hashesOfLogin(name, WRONG)).as(name).isEqualTo(1);
      desk.pass(Duration.ofSeconds(29));
      assertThat(desk.hashesOfLogin(name, WRONG)).as(name).isZero();
      desk.pass(Duration.ofSeconds(1));
      assertThat(desk.hashesOfLogin(name, WRONG)).as(name).isEqualTo(1);
    }
  }

  @Test
  void equalCredentialsAtOnceAreVerifiedOnce() {
    desk.create("alice", RIGHT);
    long before = desk.hasher.computed();
    Pause hash = Hashing.hold(desk.hasher);
    List<CompletableFuture<AuthenticationResult>> logins = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      logins.add(desk.begin("alice", RIGHT));
    }

    hash.release();

    logins.forEach(login -> assertThat(join(login)).isInstanceOf(Authenticated.class));
    assertThat(desk.hasher.computed() - before).as("the held task and one hash").isEqualTo(2);
  }

  @Test
  void memoryIsBounded() {
    try (LoginDesk small =
        new LoginDesk(
            new AuthenticationSettings(
                8, 1, 1, 8, Duration.ofSeconds(60), Duration.ofSeconds(60), 5))) {
      for (int i = 0; i < 200; i++) {
        small.login("nobody", WRONG + i);
      }
      long before = small.hasher.computed();
      for (int i = 0; i < 200; i++) {
        small.login("nobody", WRONG + i);
      }

      assertThat(small.hasher.computed() - before).isGreaterThan(150);
    }
  }

  private AuthenticationResult authenticate(Credentials credentials) {
    return join(desk.authenticator.authenticate(credentials, LoginDesk.HERE).toCompletableFuture());
  }

  private static AuthenticationResult join(CompletableFuture<AuthenticationResult> login) {
    return login.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static AuthenticationResult remembered(AuthenticationResult result) {
    return switch (result) {
      case Authenticated first -> new Authenticated(first.principal(), Evidence.REMEMBERED);
      case Rejected first -> new Rejected(first.reason(), Evidence.REMEMBERED);
      case AuthenticationResult.Unavailable unavailable -> unavailable;
      case AuthenticationResult.Slowed slowed -> slowed;
    };
  }

  private static Rejected rejected(Reason reason) {
    return new Rejected(reason, Evidence.FRESH);
  }

  private static final class EventLoop extends Thread implements NonBlocking {
    EventLoop(Runnable task) {
      super(task, "event loop");
    }
  }
}
