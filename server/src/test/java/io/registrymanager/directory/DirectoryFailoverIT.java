package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.Directory.Survey;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.observation.HealthIndicator.Health;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.DomainController;
import io.registrymanager.testkit.SambaDomain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trap 104: what happens when domain controllers stop, with a domain that is ours to stop. */
class DirectoryFailoverIT {
  private static final SambaDomain DOMAIN = SambaDomain.start();
  private static final DomainController FIRST = DOMAIN.first();
  private static final DomainController SECOND = DOMAIN.second();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @AfterEach
  void bringBack() {
    for (DomainController controller : List.of(FIRST, SECOND)) {
      controller.ensureRunning();
      controller.resume();
    }
  }

  @AfterAll
  static void close() {
    DOMAIN.close();
  }

  private static ActiveDirectory open(AtomicLong passed, String... servers) {
    return DirectoryDesk.open(
        Map.of(
            "directory.servers", String.join(",", servers),
            "directory.ca-file", DOMAIN.authority().toString(),
            "directory.timeout", TIMEOUT.toMillis() + "ms"),
        passed);
  }

  private static Duration timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void aSilentControllerIsLeftForTheNextAndThenNotAskedForAWhile() {
    try (ActiveDirectory directory = open(new AtomicLong(), FIRST.ldaps(), SECOND.ldaps())) {
      assertThat(directory.find("alice")).isInstanceOf(Finding.Found.class);
      FIRST.stall();
      assertThat(
              timed(
                  () ->
                      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
                          .isEqualTo(new Proof.Proven())))
          .isLessThan(TIMEOUT.plusSeconds(1));
      // Nobody waits for it any more.
      assertThat(timed(() -> DirectoryDesk.login(directory, "alice", "pass-alice")))
          .isLessThan(TIMEOUT.dividedBy(2));
    }
  }

  @Test
  void aDeadControllerIsLeftForTheNextAndAskedAgainWhenItIsBack() {
    AtomicLong passed = new AtomicLong();
    try (ActiveDirectory directory = open(passed, FIRST.ldap(), SECOND.ldap())) {
      assertThat(directory.find("alice")).isInstanceOf(Finding.Found.class);
      FIRST.kill();
      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
          .isEqualTo(new Proof.Proven());
      FIRST.ensureRunning();
      SECOND.kill();
      passed.addAndGet(Duration.ofSeconds(16).toNanos());
      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
          .isEqualTo(new Proof.Proven());
    }
  }

  @Test
  void aWrongPasswordIsNeverTriedOnTheNext() {
    try (ActiveDirectory directory = open(new AtomicLong(), FIRST.ldaps(), SECOND.ldaps())) {
      assertThat(DirectoryDesk.login(directory, "erin", "wrong"))
          .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "52e"));
    }
    assertThat(DOMAIN.administrator().wrongPasswords(SambaDomain.personDn("erin"))).isOne();
    try (ActiveDirectory second = open(new AtomicLong(), SECOND.ldaps())) {
      DirectoryPerson erin = DirectoryDesk.person(second, "erin");
      for (int i = 0; i < SambaDomain.LOCKOUT_THRESHOLD - 2; i++) {
        assertThat(second.prove(erin, Secret.of("wrong-" + i)))
            .as("the second had counted none before")
            .isInstanceOf(Proof.Refused.class);
      }
    }
  }

  @Test
  void aPasswordOnItsWayToAControllerThatFallsSilentIsNotTriedElsewhere() {
    try (ActiveDirectory directory = open(new AtomicLong(), FIRST.ldaps(), SECOND.ldaps())) {
      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
          .isEqualTo(new Proof.Proven());
      // Only the search for the shield meets the silence here: the next is asked all of it.
      DirectoryPerson alice = DirectoryDesk.person(directory, "alice");
      FIRST.stall();
      assertThat(directory.prove(alice, Secret.of("pass-alice"))).isEqualTo(new Proof.Proven());
    }
  }

  @Test
  void withAllOfThemSilentEveryCallEndsInTimeAndLaterOnesAtOnce() {
    AtomicLong passed = new AtomicLong();
    try (ActiveDirectory directory = open(passed, FIRST.ldaps(), SECOND.ldap())) {
      DirectoryPerson alice = DirectoryDesk.person(directory, "alice");
      FIRST.stall();
      SECOND.stall();
      assertThat(
              timed(
                  () ->
                      assertThat(directory.find("alice")).isInstanceOf(Finding.Unreachable.class)))
          .isLessThan(TIMEOUT.plusSeconds(1));
      assertThat(
              timed(
                  () -> {
                    assertThat(directory.find("bob")).isInstanceOf(Finding.Unreachable.class);
                    assertThat(directory.prove(alice, Secret.of("pass-alice")))
                        .isInstanceOf(Proof.Unreachable.class);
                    assertThat(directory.recheck(List.of(alice.id())))
                        .isInstanceOf(Survey.Unreachable.class);
                  }))
          .isLessThan(Duration.ofMillis(500));
      assertThat(directory.health(Runnable::run).check().toCompletableFuture().join())
          .isInstanceOf(Health.Impaired.class);

      FIRST.resume();
      passed.addAndGet(Duration.ofSeconds(16).toNanos());
      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
          .isEqualTo(new Proof.Proven());
      assertThat(directory.health(Runnable::run).check().toCompletableFuture().join())
          .isInstanceOf(Health.Up.class);
    }
  }

  @Test
  void aRestartedControllerCostsNobodyALogin() {
    try (ActiveDirectory directory = open(new AtomicLong(), FIRST.ldaps())) {
      for (String name : List.of("alice", "bob", "dave")) {
        assertThat(DirectoryDesk.login(directory, name, "pass-" + name))
            .isEqualTo(new Proof.Proven());
      }
      FIRST.kill();
      FIRST.ensureRunning();
      for (String name : List.of("alice", "bob", "dave")) {
        assertThat(DirectoryDesk.login(directory, name, "pass-" + name))
            .isEqualTo(new Proof.Proven());
      }
    }
  }

  @Test
  void nobodyListeningIsFoundOutAtOnce() {
    try (ActiveDirectory directory = open(new AtomicLong(), "ldap://127.0.0.1:1")) {
      assertThat(timed(() -> directory.find("alice"))).isLessThan(TIMEOUT);
      assertThat(directory.find("alice")).isInstanceOf(Finding.Unreachable.class);
    }
  }
}
