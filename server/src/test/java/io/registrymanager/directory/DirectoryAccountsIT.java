package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.Directory.Survey;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.DomainAdministrator;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts in every state, against a real domain that locks after six wrong passwords. */
class DirectoryAccountsIT {
  private static final ActiveDirectory DIRECTORY = DirectoryDesk.open(Map.of());
  private static final DomainAdministrator ADMINISTRATOR = Fixtures.domain().administrator();

  @AfterAll
  static void close() {
    DIRECTORY.close();
  }

  @ParameterizedTest
  @CsvSource({
    "disabled, DISABLED, 533",
    "expired, EXPIRED, 701",
    "mustchange, PASSWORD_EXPIRED, 773",
    "pwexpired, PASSWORD_EXPIRED, 532",
    "nohours, ACTIVE, 530",
    "elsewhere, ACTIVE, 531"
  })
  void trap99TheDirectorySaysWhyItLetsNobodyIn(String name, State state, String code) {
    assertThat(DirectoryDesk.person(DIRECTORY, name).state()).isEqualTo(state);
    assertThat(DirectoryDesk.login(DIRECTORY, name, "pass-" + name))
        .isEqualTo(new Proof.Refused(Proof.Why.ACCOUNT, code));
    assertThat(DirectoryDesk.login(DIRECTORY, name, "wrong"))
        .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "52e"));
  }

  @Test
  void trap99ALockedAccountIsSeenToBe() {
    String dn = ADMINISTRATOR.addPerson("locked");
    IntStream.range(0, SambaDomain.LOCKOUT_THRESHOLD)
        .forEach(i -> ADMINISTRATOR.tries(dn, "wrong-" + i));
    assertThat(DirectoryDesk.person(DIRECTORY, "locked").state()).isEqualTo(State.LOCKED);
    assertThat(DirectoryDesk.login(DIRECTORY, "locked", "pass-locked"))
        .isInstanceOf(Proof.Shielded.class);
  }

  @Test
  void theRightPasswordIsProvenAndAnotherIsNot() {
    assertThat(DirectoryDesk.login(DIRECTORY, "heidi", "pass-heidi")).isEqualTo(new Proof.Proven());
    assertThat(DirectoryDesk.login(DIRECTORY, "heidi", "Pass-heidi"))
        .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "52e"));
    assertThat(DirectoryDesk.login(DIRECTORY, "heidi", "pass-heidi")).isEqualTo(new Proof.Proven());
  }

  @Test
  void trap95AnEmptyPasswordReachesNobody() {
    String dn = ADMINISTRATOR.addPerson("forgetful");
    DirectoryPerson person = DirectoryDesk.person(DIRECTORY, "forgetful");
    assertThat(DIRECTORY.prove(person, Secret.of("")))
        .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "empty"));
    assertThat(ADMINISTRATOR.wrongPasswords(dn)).isZero();
  }

  @Test
  void whoeverHasTwoWrongPasswordsLeftIsNotTriedAnyMore() {
    String dn = ADMINISTRATOR.addPerson("spared");
    DirectoryPerson person = DirectoryDesk.person(DIRECTORY, "spared");
    for (int i = 0; i < SambaDomain.LOCKOUT_THRESHOLD - 2; i++) {
      assertThat(DIRECTORY.prove(person, Secret.of("wrong-" + i)))
          .isInstanceOf(Proof.Refused.class);
    }
    Proof proof = DIRECTORY.prove(person, Secret.of("pass-spared"));
    assertThat(proof).isInstanceOf(Proof.Shielded.class);
    assertThat(((Proof.Shielded) proof).retryAfter())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
    assertThat(ADMINISTRATOR.wrongPasswords(dn)).isEqualTo(SambaDomain.LOCKOUT_THRESHOLD - 2);
    assertThat(ADMINISTRATOR.tries(dn, "pass-spared")).as("at the workstation").isTrue();
    assertThat(DIRECTORY.prove(person, Secret.of("pass-spared"))).isEqualTo(new Proof.Proven());
  }

  @Test
  void manyWrongPasswordsAtOnceDoNotSlipPastTheShield() throws Exception {
    String dn = ADMINISTRATOR.addPerson("besieged");
    DirectoryPerson person = DirectoryDesk.person(DIRECTORY, "besieged");
    List<Future<Proof>> proofs = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        Secret wrong = Secret.of("wrong-" + i);
        proofs.add(threads.submit(() -> DIRECTORY.prove(person, wrong)));
      }
    }
    int shielded = 0;
    for (Future<Proof> proof : proofs) {
      shielded += proof.get() instanceof Proof.Shielded ? 1 : 0;
    }
    assertThat(shielded).isEqualTo(30 - (SambaDomain.LOCKOUT_THRESHOLD - 2));
    assertThat(ADMINISTRATOR.wrongPasswords(dn)).isEqualTo(SambaDomain.LOCKOUT_THRESHOLD - 2);
    assertThat(DirectoryDesk.person(DIRECTORY, "besieged").state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void trap105AConnectionThatSawAWrongPasswordIsThrownAway() {
    try (ActiveDirectory directory =
        DirectoryDesk.open(Map.of("directory.bind-connections", "1"))) {
      assertThat(DirectoryDesk.login(directory, "ivan", "wrong")).isInstanceOf(Proof.Refused.class);
      assertThat(DirectoryDesk.login(directory, "ivan", "pass-ivan")).isEqualTo(new Proof.Proven());
      assertThat(DirectoryDesk.login(directory, "alice", "pass-ivan"))
          .isInstanceOf(Proof.Refused.class);
      assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
          .isEqualTo(new Proof.Proven());
    }
  }

  @Test
  void aSurveyTellsWhatHasChanged() {
    String dn = ADMINISTRATOR.addPerson("surveyed");
    String gone = ADMINISTRATOR.addPerson("surveyed-gone");
    DirectoryPerson before = DirectoryDesk.person(DIRECTORY, "surveyed");
    DirectoryId deleted = DirectoryDesk.person(DIRECTORY, "surveyed-gone").id();
    DirectoryId unknown = new DirectoryId(UUID.randomUUID());

    assertThat(survey(List.of(before.id(), deleted, unknown)))
        .containsOnlyKeys(before.id(), deleted)
        .containsEntry(before.id(), before);

    ADMINISTRATOR.enable(dn, false);
    ADMINISTRATOR.setPassword(dn, "another");
    ADMINISTRATOR.rename(dn, "surveyed-anew");
    ADMINISTRATOR.delete(gone);
    Map<DirectoryId, DirectoryPerson> after = survey(List.of(before.id(), deleted));
    assertThat(after).containsOnlyKeys(before.id());
    DirectoryPerson now = Objects.requireNonNull(after.get(before.id()));
    assertThat(now.state()).isEqualTo(State.DISABLED);
    assertThat(now.name().value()).isEqualTo("surveyed-anew");
    assertThat(now.passwordSet().orElseThrow()).isAfter(before.passwordSet().orElseThrow());
  }

  @Test
  void trap106ASurveyOfManyIsAskedInFewQuestions() {
    List<DirectoryId> crowd =
        IntStream.range(0, 250)
            .mapToObj(i -> DirectoryDesk.person(DIRECTORY, "crowd%03d".formatted(i)).id())
            .toList();
    assertThat(survey(crowd)).hasSize(250);
    assertThat(survey(List.of())).isEmpty();
  }

  private static Map<DirectoryId, DirectoryPerson> survey(List<DirectoryId> people) {
    Survey survey = DIRECTORY.recheck(people);
    assertThat(survey).isInstanceOf(Survey.Known.class);
    return ((Survey.Known) survey).people();
  }
}
