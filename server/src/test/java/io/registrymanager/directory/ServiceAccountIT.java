package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.observation.HealthIndicator.Health;
import io.registrymanager.testkit.DomainAdministrator;
import io.registrymanager.testkit.Fixtures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Trap 107: a service account that is refused, against a real domain. */
class ServiceAccountIT {
  private static final DomainAdministrator ADMINISTRATOR = Fixtures.domain().administrator();

  private final AtomicLong passed = new AtomicLong();

  private ActiveDirectory open(String dn, String password) {
    return DirectoryDesk.open(
        Map.of(
            "directory.servers",
            Fixtures.domain().first().ldaps() + "," + Fixtures.domain().second().ldaps(),
            "directory.bind-dn",
            dn,
            "directory.bind-password",
            password),
        passed);
  }

  private static Finding.Unreachable refused(ActiveDirectory directory) {
    Finding finding = directory.find("alice");
    assertThat(finding).isInstanceOf(Finding.Unreachable.class);
    return (Finding.Unreachable) finding;
  }

  @Test
  void aRefusedOneIsTriedOnceHoweverManyAskAndThenRests() {
    String dn = ADMINISTRATOR.addPerson("svc-wrong");
    try (ActiveDirectory directory = open(dn, "wrong")) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 50; i++) {
          threads.execute(() -> refused(directory));
        }
      }
      assertThat(ADMINISTRATOR.wrongPasswords(dn)).isOne();
      assertThat(refused(directory).outage().reason()).contains("52e, the password is wrong");
      assertThat(refused(directory).outage().retryAfter())
          .isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
      Health health = directory.health(Runnable::run).check().toCompletableFuture().join();
      assertThat(((Health.Impaired) health).reason())
          .contains("the directory refuses the service account");
    }
  }

  @Test
  void itsPausesGrowSoThatItIsNotLocked() {
    String dn = ADMINISTRATOR.addPerson("svc-often");
    try (ActiveDirectory directory = open(dn, "wrong")) {
      refused(directory);
      passed.addAndGet(Duration.ofSeconds(121).toNanos());
      refused(directory);
      assertThat(refused(directory).outage().retryAfter()).isGreaterThan(Duration.ofMinutes(3));
      assertThat(ADMINISTRATOR.wrongPasswords(dn)).isEqualTo(2);
    }
  }

  @Test
  void whenItIsPutRightItWorksAgainWithoutARestart() {
    String dn = ADMINISTRATOR.addPerson("svc-disabled");
    ADMINISTRATOR.enable(dn, false);
    try (ActiveDirectory directory = open(dn, "pass-svc-disabled")) {
      assertThat(refused(directory).outage().reason()).contains("533, it is disabled");
      ADMINISTRATOR.enable(dn, true);
      passed.addAndGet(Duration.ofSeconds(11).toNanos());
      assertThat(directory.find("alice")).isInstanceOf(Finding.Found.class);
      assertThat(directory.health(Runnable::run).check().toCompletableFuture().join())
          .isInstanceOf(Health.Up.class);
    }
  }
}
