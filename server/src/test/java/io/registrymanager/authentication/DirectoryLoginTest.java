package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Rights;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Slowed;
import io.registrymanager.authentication.DirectoryLogins.Newcomers;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.Principal;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.testkit.ScriptedDirectory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is who: names, persons and accounts. */
class DirectoryLoginTest {
  private static final String RIGHT = "the directory's";
  private static final String LOCAL = "kept here alone";

  private DirectoryDesk desk = new DirectoryDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  private void welcomeNewcomers() {
    desk.close();
    desk = new DirectoryDesk(Newcomers.WELCOME_FROM_GROUPS);
  }

  private static String rights(Principal principal, String repository) {
    return principal.rights().on(RepositoryName.parse(repository).orElseThrow()).toString();
  }

  @Test
  void everyFormOfANameIsTheSameAccount_trap98() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId id = desk.desk.create("alice", Optional.of(alice.id()), "team");

    for (String typed :
        new String[] {"alice", "ALICE", "CORP\\alice", "corp\\Alice", "alice@corp.example.com"}) {
      Principal principal = desk.letIn(typed, RIGHT);
      assertThat(principal.id()).as(typed).isEqualTo(id);
      assertThat(principal.name()).isEqualTo(new Username("alice"));
      assertThat(rights(principal, "team/app")).isEqualTo("pull, push, delete");
    }
    assertThat(desk.directory.proofs()).as("one password of one person").isEqualTo(1);
    assertThat(desk.desk.hasher.computed()).as("nothing of it is hashed").isZero();
  }

  @Test
  void aLocalNameIsNeverTakenOverByAPersonNorAPersonByALocalName() {
    desk.directory.person("alice", RIGHT);
    UserId local = desk.desk.create("alice", LOCAL);

    assertThat(desk.letIn("alice", LOCAL).id()).isEqualTo(local);
    desk.refused("alice", RIGHT, Reason.WRONG_PASSWORD);
    desk.refused("CORP\\alice", RIGHT, Reason.NAME_TAKEN);
    desk.refused("alice@corp.example.com", LOCAL, Reason.NAME_TAKEN);
    assertThat(desk.directory.proofs()).as("no password of a stranger is tried").isZero();
  }

  @Test
  void anOldLocalNameWithADirectorysSuffixStaysLocal() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.desk.create("alice", Optional.of(alice.id()));
    UserId local = desk.desk.create("alice@corp.example.com", LOCAL);

    assertThat(desk.letIn("alice@corp.example.com", LOCAL).id()).isEqualTo(local);
    desk.refused("alice@corp.example.com", RIGHT, Reason.WRONG_PASSWORD);
    assertThat(desk.letIn("CORP\\alice", RIGHT).id()).isNotEqualTo(local);
  }

  @Test
  void aLocalUserMadeLaterOwnsItsNameAtOnce() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId hers = desk.desk.create("alice", Optional.of(alice.id()));
    assertThat(desk.letIn("alice@corp.example.com", RIGHT).id()).isEqualTo(hers);

    UserId local = desk.desk.create("alice@corp.example.com", LOCAL);

    desk.refused("alice@corp.example.com", RIGHT, Reason.WRONG_PASSWORD);
    assertThat(desk.letIn("alice@corp.example.com", LOCAL).id()).isEqualTo(local);
  }

  @Test
  void aPersonWithoutAnAccountIsSearchedAndNeverTried() {
    desk.directory.person("alice", RIGHT, "team");

    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);
    desk.refused("CORP\\alice", RIGHT, Reason.UNKNOWN_USER);
    assertThat(desk.directory.finds()).isEqualTo(2);
    assertThat(desk.directory.proofs()).isZero();
    assertThat(desk.desk.store.count()).isZero();
  }

  @Test
  void anAccountMadeAfterwardsCountsAtOnceInEveryForm() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.refused("CORP\\alice", RIGHT, Reason.UNKNOWN_USER);
    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);

    UserId id = desk.desk.create("alice", Optional.of(alice.id()));

    assertThat(desk.letIn("CORP\\alice", RIGHT).id()).isEqualTo(id);
    assertThat(desk.letIn("alice", RIGHT).id()).isEqualTo(id);
  }

  @Test
  void aNewcomerFromAMappedGroupGetsAnAccountWithoutRightsOfItsOwn() {
    welcomeNewcomers();
    DirectoryPerson alice = desk.directory.person("alice", RIGHT, "team:pull");
    desk.directory.person("bob", RIGHT);

    desk.refused("alice", "wrong", Reason.UNKNOWN_USER);
    assertThat(desk.desk.store.count()).isZero();
    Principal principal = desk.letIn("CORP\\alice", RIGHT);
    DirectoryUser made = (DirectoryUser) desk.desk.store.find(new Username("alice")).orElseThrow();
    assertThat(made.id()).isEqualTo(principal.id());
    assertThat(made.person()).contains(alice.id());
    assertThat(made.account().grants()).isEmpty();
    assertThat(made.account().role()).isEqualTo(Role.USER);
    assertThat(rights(principal, "team/app")).isEqualTo("pull");
    assertThat(desk.letIn("alice", RIGHT).id()).isEqualTo(principal.id());
    desk.refused("bob", RIGHT, Reason.UNKNOWN_USER);
  }

  @Test
  void aNewcomerNeverGetsAnAccountThatIsThere() {
    welcomeNewcomers();
    desk.desk.create("alice", LOCAL);
    DirectoryPerson old = desk.directory.person("bob", RIGHT, "team");
    desk.desk.create("bob", Optional.of(old.id()));
    desk.directory.delete(old.id());
    desk.directory.person("alice", RIGHT, "team");
    desk.directory.person("bob", "another's", "team");

    desk.refused("CORP\\alice", RIGHT, Reason.NAME_TAKEN);
    desk.refused("bob", "another's", Reason.OTHER_PERSON);
    assertThat(desk.desk.store.count()).isEqualTo(2);
    assertThat(desk.directory.proofs()).isZero();
  }

  @Test
  void aNewPersonUnderAnOldNameIsNotItsHeir_trap98() {
    welcomeNewcomers();
    DirectoryPerson first = desk.directory.person("alice", RIGHT, "team");
    UserId account = desk.desk.create("alice", Optional.of(first.id()), "secret");
    assertThat(desk.letIn("alice", RIGHT).id()).isEqualTo(account);
    desk.directory.delete(first.id());
    DirectoryPerson second = desk.directory.person("alice", "another's", "team");
    desk.recheck();

    desk.refused("alice", "another's", Reason.OTHER_PERSON);
    desk.refused("alice", RIGHT, Reason.OTHER_PERSON);
    desk.desk.delete(account);
    Principal heir = desk.letIn("alice", "another's");
    assertThat(heir.id()).isNotEqualTo(account);
    assertThat(rights(heir, "secret/app")).isEqualTo("none");
    assertThat(desk.desk.store.find(second.id())).isPresent();
  }

  @Test
  void aRenamedPersonKeepsItsAccountWhichFollows() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId id = desk.desk.create("alice", Optional.of(alice.id()), "team");
    assertThat(desk.letIn("alice", RIGHT).id()).isEqualTo(id);
    desk.directory.rename(alice.id(), "alicia");

    Principal renamed = desk.letIn("alicia", RIGHT);

    assertThat(renamed.id()).isEqualTo(id);
    assertThat(renamed.name()).isEqualTo(new Username("alicia"));
    assertThat(desk.isThere("alice")).isFalse();
    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);
    assertThat(desk.directory.proofs()).as("the same password of the same person").isEqualTo(1);
  }

  @Test
  void aNameThatIsTakenKeepsTheRenamedPersonOut() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId id = desk.desk.create("alice", Optional.of(alice.id()));
    UserId other = desk.desk.create("alicia@home", LOCAL);
    desk.directory.rename(alice.id(), "alicia@home");

    desk.refused("CORP\\alicia@home", RIGHT, Reason.NAME_TAKEN);
    assertThat(desk.nameOf(id)).isEqualTo("alice");
    desk.desk.delete(other);
    desk.desk.pass(Duration.ofSeconds(61));
    assertThat(desk.letIn("CORP\\alicia@home", RIGHT).id()).isEqualTo(id);
  }

  @Test
  void anImportedUserLearnsWhoItIsAtItsFirstLogin() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId id = desk.desk.create("alice", Optional.empty(), "team");

    desk.refused("alice", "wrong", Reason.WRONG_PASSWORD);
    assertThat(((DirectoryUser) desk.desk.store.find(id).orElseThrow()).person()).isEmpty();
    assertThat(desk.letIn("alice", RIGHT).id()).isEqualTo(id);
    assertThat(((DirectoryUser) desk.desk.store.find(id).orElseThrow()).person())
        .contains(alice.id());
  }

  @Test
  void rightsAreThoseOfTheAccountAndOfTheGroups() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT, "lib:pull");
    desk.desk.create("alice", Optional.of(alice.id()), "team:push");

    Principal principal = desk.letIn("alice", RIGHT);
    assertThat(rights(principal, "lib/a")).isEqualTo("pull");
    assertThat(rights(principal, "team/a")).isEqualTo("pull, push");
    assertThat(principal.role()).isEqualTo(Role.USER);
    desk.directory.setGroups(alice.id(), ScriptedDirectory.groups(Role.ADMINISTRATOR));
    desk.recheck();
    Principal promoted = desk.letIn("alice", RIGHT);
    assertThat(promoted.role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(promoted.rights()).isEqualTo(Rights.everything());
    desk.directory.setGroups(alice.id(), ScriptedDirectory.groups(Role.USER, "docs"));
    desk.recheck();
    Principal demoted = desk.letIn("alice", RIGHT);
    assertThat(demoted.role()).isEqualTo(Role.USER);
    assertThat(rights(demoted, "lib/a")).isEqualTo("none");
    assertThat(rights(demoted, "docs/a")).isEqualTo("pull, push, delete");
    assertThat(desk.directory.proofs()).isEqualTo(1);
  }

  @Test
  void aChangeOfTheAccountCountsForTheVeryNextRequest() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    UserId id = desk.desk.create("alice", Optional.of(alice.id()), "team");
    assertThat(rights(desk.letIn("alice", RIGHT), "team/a")).isEqualTo("pull, push, delete");

    desk.desk.setGrants(id, "lib");
    assertThat(rights(desk.letIn("alice", RIGHT), "team/a")).isEqualTo("none");
    desk.desk.setStatus(id, AccountStatus.DISABLED);
    desk.refused("alice", RIGHT, Reason.DISABLED);
    desk.desk.setStatus(id, AccountStatus.ENABLED);
    desk.letIn("alice", RIGHT);
    desk.desk.delete(id);
    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);
  }

  @Test
  void whatTheDirectorySaysIsInTheLogAndOneRefusalForTheClient_trap99() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.desk.create("alice", Optional.of(alice.id()));
    desk.directory.setState(alice.id(), State.DISABLED);

    assertThat(((Rejected) desk.login("alice", RIGHT)).word()).isEqualTo("directory-account:533");
    assertThat(((Rejected) desk.login("alice", "wrong")).word()).isEqualTo("wrong-password:52e");
  }

  @Test
  void whomAnotherWrongPasswordMightLockIsToldToWait() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.desk.create("alice", Optional.of(alice.id()));
    desk.directory.shield(Duration.ofMinutes(30));

    assertThat(desk.login("alice", RIGHT)).isEqualTo(new Slowed(Duration.ofMinutes(30)));
    assertThat(desk.login("CORP\\alice", RIGHT)).isInstanceOf(Slowed.class);
    assertThat(desk.directory.proofs()).as("asked once a minute at most").isEqualTo(1);
  }

  @Test
  void aNameOfTwoIsNobodys_trap97() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.desk.create("alice", Optional.of(alice.id()));
    desk.directory.person("alice", RIGHT);

    desk.refused("alice", RIGHT, Reason.UNKNOWN_USER);
    assertThat(desk.directory.proofs()).isZero();
  }

  @Test
  void withoutADirectoryItsUsersStayOut() {
    try (LoginDesk bare = new LoginDesk()) {
      bare.create("alice", Optional.empty());

      assertThat(((Rejected) bare.login("alice", RIGHT)).reason()).isEqualTo(Reason.UNKNOWN_USER);
      assertThat(((Rejected) bare.login("CORP\\alice", RIGHT)).reason())
          .isEqualTo(Reason.UNKNOWN_USER);
    }
  }

  @Test
  void anUnknownNameCostsWhatALocalOneCosts_trap86() {
    DirectoryPerson alice = desk.directory.person("alice", RIGHT);
    desk.desk.create("alice", Optional.of(alice.id()));
    desk.desk.create("bob", LOCAL);

    assertThat(desk.desk.hashesOfLogin("bob", "wrong")).isEqualTo(1);
    assertThat(desk.desk.hashesOfLogin("nobody", "wrong")).isEqualTo(1);
    assertThat(desk.desk.hashesOfLogin("nobody@corp.example.com", "wrong")).isEqualTo(1);
    assertThat(desk.desk.hashesOfLogin("CORP\\nobody", "wrong")).isEqualTo(1);
    // A person costs a bind instead; both at once would cost every login of theirs a hash.
    assertThat(desk.desk.hashesOfLogin("alice", "wrong")).isZero();
    assertThat(desk.directory.proofs()).isEqualTo(1);
    assertThat(desk.directory.finds()).isEqualTo(4);
  }
}
