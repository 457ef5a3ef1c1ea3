package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Slowed;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.UserId;
import io.registrymanager.testkit.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traps 88 and 89. */
class SlowingTest {
  private static final String RIGHT = "right password";
  private static final ClientAddress HERE = LoginDesk.HERE;
  private static final ClientAddress ELSEWHERE = new ClientAddress("198.51.100.9");
  private static final int FREE = 5;

  private final LoginDesk desk =
      new LoginDesk(
          new AuthenticationSettings(
              64, 1, 1, 1000, Duration.ofSeconds(60), Duration.ofSeconds(30), 1000),
          new SlowingSettings(FREE, Duration.ofSeconds(1), Duration.ofSeconds(60)));
  private int guesses;

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void fiveAreFreeAndThenTheWaitDoublesToAMinute() {
    desk.create("alice", RIGHT);
    failFreely(HERE, "alice");

    for (int seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      assertThat(guess(HERE, "alice")).isEqualTo(slowed(seconds));
      desk.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(guess(HERE, "alice")).isEqualTo(new Slowed(Duration.ofMillis(1)));
      desk.pass(Duration.ofMillis(1));
      assertThat(guess(HERE, "alice")).as("after %d s", seconds).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void whoIsSlowedCostsNeitherAHashNorALookIntoTheStore() {
    desk.create("alice", RIGHT);
    failFreely(HERE, "alice");
    long hashes = desk.hasher.computed();
    int finds = desk.store.finds();

    assertThat(desk.login(HERE, "alice", RIGHT)).as("before it is looked at").isEqualTo(slowed(1));

    assertThat(desk.hasher.computed()).isEqualTo(hashes);
    assertThat(desk.store.finds()).isEqualTo(finds);
  }

  @Test
  void nobodyElsewhereIsLockedOut() {
    desk.create("alice", RIGHT);
    for (int i = 0; i < 40; i++) {
      guess(HERE, "alice");
      desk.pass(Duration.ofMinutes(1));
    }

    assertThat(desk.login(ELSEWHERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
    for (int i = 0; i < FREE; i++) {
      assertThat(guess(ELSEWHERE, "alice")).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void caseAndUnlikelyNamesDoNotMakeNewNames() {
    for (String name : List.of("alice", "ALICE", "aLice", "alicE", "Alice")) {
      assertThat(guess(HERE, name)).isInstanceOf(Rejected.class);
    }
    assertThat(guess(HERE, "alicE")).isEqualTo(slowed(1));

    String long1 = "No Name " + "x".repeat(5000);
    for (int i = 0; i < FREE; i++) {
      assertThat(guess(ELSEWHERE, long1)).isInstanceOf(Rejected.class);
    }
    assertThat(guess(ELSEWHERE, long1.replace('N', 'n'))).isEqualTo(slowed(1));
  }

  @Test
  void onePlaceWithManyNamesIsSlowedForAllThatAreNotKnownThere() {
    desk.create("alice", RIGHT);
    desk.create("bob", RIGHT);
    desk.login(HERE, "alice", RIGHT);
    desk.pass(Duration.ofMinutes(2));
    for (int i = 0; i < FREE; i++) {
      assertThat(guess(HERE, "name" + i)).isInstanceOf(Rejected.class);
    }

    assertThat(guess(HERE, "another")).isEqualTo(slowed(1));
    assertThat(guess(HERE, "name1")).isEqualTo(slowed(1));
    assertThat(desk.login(HERE, "bob", RIGHT)).isEqualTo(slowed(1));
    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
    assertThat(guess(HERE, "alice")).isInstanceOf(Rejected.class);
    assertThat(desk.login(ELSEWHERE, "bob", RIGHT)).isInstanceOf(Authenticated.class);

    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.login(HERE, "bob", RIGHT)).isInstanceOf(Authenticated.class);
    assertThat(guess(HERE, "another")).as("bob took nobody's turn").isInstanceOf(Rejected.class);
    assertThat(guess(HERE, "yet another")).isEqualTo(slowed(2));
  }

  @Test
  void aNameIsKnownForADay() {
    desk.create("alice", RIGHT);
    desk.login(HERE, "alice", RIGHT);
    desk.pass(Duration.ofHours(24));
    for (int i = 0; i < FREE; i++) {
      guess(HERE, "name" + i);
    }

    assertThat(desk.login(HERE, "alice", RIGHT)).isEqualTo(slowed(1));
  }

  @Test
  void whoGoesOnWorkingStaysKnown() {
    desk.create("alice", RIGHT);
    for (int halfHour = 0; halfHour < 48; halfHour++) {
      assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
      desk.pass(Duration.ofMinutes(30));
    }
    for (int i = 0; i < FREE; i++) {
      guess(HERE, "name" + i);
    }

    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
  }

  @Test
  void provenElsewhereAndRememberedIsProvenWhereverItComesTo() {
    List<ClientAddress> places = List.of(HERE, new ClientAddress("198.51.100.10"));
    desk.create("alice", RIGHT);
    desk.login(ELSEWHERE, "alice", RIGHT);
    places.forEach(place -> desk.login(place, "alice", RIGHT));
    desk.pass(Duration.ofMinutes(2));

    for (ClientAddress place : places) {
      for (int i = 0; i < FREE; i++) {
        guess(place, "name" + i);
      }
      assertThat(desk.login(place, "alice", RIGHT)).isInstanceOf(Authenticated.class);
      desk.pass(Duration.ofMinutes(2));
    }
  }

  @Test
  void whoSharesAPlaceWithAGuesserKeepsItsOwnCredentials() {
    desk.create("alice", RIGHT);
    desk.login(HERE, "alice", RIGHT);
    for (int i = 0; i < 20; i++) {
      guess(HERE, "alice");
    }

    assertThat(desk.login(HERE, "alice", RIGHT)).as("remembered").isInstanceOf(Authenticated.class);
    desk.pass(Duration.ofMinutes(2));
    guess(HERE, "alice");
    assertThat(guess(HERE, "alice")).isInstanceOf(Slowed.class);
    assertThat(desk.hashesOfLogin("alice", RIGHT)).isEqualTo(1);
    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
    assertThat(guess(HERE, "alice")).as("no free ones for the guesser").isInstanceOf(Slowed.class);
  }

  @Test
  void credentialsThatAreRightNoMoreAreSlowedLikeAnyOther() {
    UserId alice = desk.create("alice", RIGHT);
    desk.login(HERE, "alice", RIGHT);
    failFreely(HERE, "alice");
    desk.setPassword(alice, "another password");

    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Rejected.class);
    desk.pass(Duration.ofSeconds(30));
    failFreely(HERE, "alice", 1);
    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Slowed.class);
  }

  @Test
  void theRightPasswordForgivesTheTyposBeforeIt() {
    desk.create("alice", RIGHT);
    failFreely(HERE, "alice", FREE - 1);

    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);

    failFreely(HERE, "alice");
    assertThat(guess(HERE, "alice")).isEqualTo(slowed(1));
  }

  @Test
  void aDisabledAccountDoesNotTellThatThePasswordWasRight() {
    UserId alice = desk.create("alice", RIGHT);
    desk.setStatus(alice, AccountStatus.DISABLED);
    failFreely(HERE, "alice", FREE - 1);

    assertThat(desk.login(HERE, "alice", RIGHT))
        .isInstanceOfSatisfying(
            Rejected.class, result -> assertThat(result.reason()).isEqualTo(Reason.DISABLED));
    assertThat(guess(HERE, "alice")).isEqualTo(slowed(1));
  }

  @Test
  void aNetworkOfIpv6IsOnePlace() {
    desk.create("alice", RIGHT);
    for (int i = 0; i < FREE; i++) {
      guess(new ClientAddress("2001:db8:0:1::" + i), "alice");
    }

    assertThat(guess(new ClientAddress("2001:db8:0:1:ffff:ffff:ffff:ffff"), "alice"))
        .isEqualTo(slowed(1));
    assertThat(guess(new ClientAddress("2001:db8:0:2::1"), "alice")).isInstanceOf(Rejected.class);
  }

  @Test
  void whatIsAnsweredFromMemoryCountsOnce() {
    desk.create("alice", RIGHT);
    for (int i = 0; i < 40; i++) {
      assertThat(desk.login(HERE, "alice", "stale secret")).isInstanceOf(Rejected.class);
    }
    failFreely(HERE, "alice", FREE - 1);

    assertThat(guess(HERE, "alice")).isEqualTo(slowed(1));
    assertThat(desk.login(HERE, "alice", "stale secret"))
        .as("in the cache")
        .isInstanceOf(Rejected.class);
  }

  @Test
  void noCredentialsAndUnusableOnesAreNoFailures() {
    for (int i = 0; i < 40; i++) {
      for (Credentials nothing : List.of(new Credentials.None(), new Credentials.Unusable())) {
        assertThat(desk.authenticator.authenticate(nothing, HERE).toCompletableFuture().join())
            .isInstanceOf(Rejected.class);
      }
    }

    assertThat(guess(HERE, "alice")).isInstanceOf(Rejected.class);
  }

  @Test
  void aThousandGuessesAtOnceAreFiveGuesses() {
    desk.create("alice", RIGHT);
    Pause hash = Hashing.hold(desk.hasher);
    List<CompletableFuture<AuthenticationResult>> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(desk.begin(HERE, "alice", "guess " + i));
      all.add(desk.begin(ELSEWHERE, "name" + i, "guess"));
    }
    hash.release();

    assertThat(all).map(SlowingTest::join).filteredOn(Rejected.class::isInstance).hasSize(2 * FREE);
    assertThat(desk.hasher.computed()).isEqualTo(2 + 2 * FREE);
  }

  @Test
  void aCrowdWithTheRightPasswordsBehindOneAddressLosesNothing() {
    for (int i = 0; i < 400; i++) {
      desk.create("user" + i, RIGHT + i);
    }
    Pause hash = Hashing.hold(desk.hasher);
    List<CompletableFuture<AuthenticationResult>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      all.add(desk.begin(HERE, "user" + i, RIGHT + i));
      all.add(desk.begin(HERE, "user" + i, RIGHT + i));
    }
    hash.release();

    assertThat(all).map(SlowingTest::join).allMatch(Authenticated.class::isInstance);
  }

  @Test
  void whatCouldNotBeFoundOutIsNoFailure() {
    desk.create("alice", RIGHT);
    desk.store.fail("disk full");
    for (int i = 0; i < 40; i++) {
      assertThat(guess(HERE, "alice")).isInstanceOf(Unavailable.class);
    }
    desk.store.heal();

    assertThat(desk.login(HERE, "alice", RIGHT)).isInstanceOf(Authenticated.class);
  }

  @Test
  void failuresAreForgottenAfterAQuarterOfAnHour() {
    failFreely(HERE, "alice");
    desk.pass(Duration.ofMinutes(15));

    failFreely(HERE, "alice");
    assertThat(guess(HERE, "alice")).isEqualTo(slowed(1));
  }

  @Test
  void memoryIsBounded() {
    try (LoginDesk small =
        new LoginDesk(
            new AuthenticationSettings(
                64, 1, 1, 1000, Duration.ofSeconds(60), Duration.ofSeconds(30), 10),
            new SlowingSettings(1, Duration.ofMinutes(1), Duration.ofMinutes(1)))) {
      for (int i = 0; i < 200; i++) {
        small.login(new ClientAddress("192.0.2." + i), "alice", "guess");
        small.pass(Duration.ofMillis(1));
      }
      long slowed = 0;
      for (int i = 0; i < 200; i++) {
        ClientAddress place = new ClientAddress("192.0.2." + i);
        slowed += small.login(place, "alice", "other" + i) instanceof Slowed ? 1 : 0;
      }

      assertThat(slowed).isLessThan(50);
    }
  }

  private void failFreely(ClientAddress from, String name) {
    failFreely(from, name, FREE);
  }

  private void failFreely(ClientAddress from, String name, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guess(from, name)).isInstanceOf(Rejected.class);
    }
  }

  /** Another wrong password each time. */
  private AuthenticationResult guess(ClientAddress from, String name) {
    guesses++;
    return desk.login(from, name, "guess " + guesses);
  }

  private static Slowed slowed(int seconds) {
    return new Slowed(Duration.ofSeconds(seconds));
  }

  private static AuthenticationResult join(CompletableFuture<AuthenticationResult> login) {
    return login.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
