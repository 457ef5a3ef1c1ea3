package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.InMemoryUserStore;
import io.registrymanager.testkit.ScriptedDirectory;
import io.registrymanager.users.ImportCandidate.Kept;
import io.registrymanager.users.ImportPlan.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserImportTest {
  private static final Origin ORIGIN = new Origin(new Actor.Console(), "import", "request-1");
  private static final String HASH = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private final InMemoryUserStore store = new InMemoryUserStore();
  private final UserImport users = new UserImport(store, new ScriptedDirectory());

  @Test
  void whatFitsIsTakenOverAsItIs() {
    ImportPlan plan =
        plan(
            candidate("Alice", new Kept.Hash(HASH), Role.USER, "team", " lib/x "),
            candidate("root", new Kept.Hash(HASH), Role.ADMINISTRATOR),
            candidate("dora", new Kept.Directory(), Role.USER, "team"));

    assertThat(plan.refused()).isEmpty();
    assertThat(plan.administrators()).isEqualTo(1);
    assertThat(store.count()).as("nothing yet").isZero();
    assertThat(users.carryOut(plan)).isEmpty();
    assertThat(found("alice"))
        .isInstanceOfSatisfying(
            LocalUser.class,
            user -> {
              assertThat(user.password().encoded()).isEqualTo(HASH);
              assertThat(user.account().grants())
                  .map(Grant::toString)
                  .containsExactly("lib/x", "team");
            });
    assertThat(found("root").account().role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(found("dora")).isInstanceOf(DirectoryUser.class);
  }

  @Test
  void whatDoesNotIsNamedWithItsReason() {
    users.carryOut(plan(candidate("old", new Kept.Hash(HASH), Role.USER)));

    ImportPlan plan =
        plan(
            candidate("OLD", new Kept.Hash(HASH), Role.USER),
            candidate("a b", new Kept.Hash(HASH), Role.USER),
            candidate("one", new Kept.Hash("$apr1$x$y"), Role.USER),
            candidate("ONE", new Kept.Hash(HASH), Role.USER),
            candidate("two", new Kept.Hash("{SHA}x"), Role.USER),
            candidate("three", new Kept.Hash("$6$x$y"), Role.USER),
            candidate("four", new Kept.Hash("clear"), Role.USER),
            candidate("five", new Kept.Hash(""), Role.USER),
            candidate("six", new Kept.Hash(HASH.replace("$05$", "$31$")), Role.USER),
            candidate("seven", new Kept.Hash(HASH), Role.USER, "my|team"),
            candidate("eight", new Kept.Hash(HASH), Role.USER, "*"),
            candidate("nine", new Kept.Hash(HASH), Role.USER, "Team"),
            candidate("ten@corp.example.com", new Kept.Hash(HASH), Role.USER));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.refused())
        .extracting(Refused::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("already"),
            reason -> assertThat(reason).contains("name is none"),
            reason -> assertThat(reason).contains("apr1"),
            reason -> assertThat(reason).contains("twice"),
            reason -> assertThat(reason).contains("SHA-1"),
            reason -> assertThat(reason).contains("SHA-crypt"),
            reason -> assertThat(reason).contains("no hash").doesNotContain("clear"),
            reason -> assertThat(reason).contains("missing"),
            reason -> assertThat(reason).contains("costs more"),
            reason -> assertThat(reason).contains("my|team"),
            reason -> assertThat(reason).contains("\"*\""),
            reason -> assertThat(reason).contains("Team"),
            reason -> assertThat(reason).contains("directory"));
  }

  @Test
  void whoComesInBetweenStopsAllOfIt() {
    ImportPlan plan =
        plan(
            candidate("alice", new Kept.Hash(HASH), Role.USER),
            candidate("bob", new Kept.Hash(HASH), Role.USER));
    users.carryOut(plan(candidate("bob", new Kept.Hash(HASH), Role.USER)));

    assertThat(users.carryOut(plan)).isPresent();
    assertThat(store.find(new Username("alice"))).isEmpty();
  }

  @Test
  void aFileOfHtpasswdIsReadLineByLine() {
    List<ImportCandidate> found =
        HtpasswdFile.parse("# users\n\nalice:" + HASH + "\r\n bob:$apr1$x$y\nno colon\n");

    assertThat(found)
        .containsExactly(
            new ImportCandidate("line 3", "alice", new Kept.Hash(HASH), Role.USER, List.of()),
            new ImportCandidate("line 4", "bob", new Kept.Hash("$apr1$x$y"), Role.USER, List.of()),
            new ImportCandidate("line 5", "", new Kept.Hash(""), Role.USER, List.of()));
  }

  private ImportPlan plan(ImportCandidate... candidates) {
    return users.plan(ORIGIN, List.of(candidates), List.of());
  }

  private static ImportCandidate candidate(
      String name, Kept kept, Role role, String... namespaces) {
    return new ImportCandidate("line 1", name, kept, role, List.of(namespaces));
  }

  private User found(String name) {
    return store.find(new Username(name)).orElseThrow();
  }
}
