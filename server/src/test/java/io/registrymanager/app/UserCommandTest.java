package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User commands without a server: through the routes in this process. */
class UserCommandTest {
  private final Shell shell = new Shell();
  private final TestingUserRoutes routes = new TestingUserRoutes();
  private int opened;
  private int released;

  @TempDir Path data;

  @BeforeEach
  void open() {
    shell.openStore =
        _ -> {
          opened++;
          return new OpenStore(routes.table(), () -> released++);
        };
  }

  @Test
  void addReadsThePasswordFromStandardInputAndSignsAsConsole() {
    shell.input = "correct horse\n";
    assertThat(user("add", "alice", "--grant", "team:push", "--grant", "a/b")).isZero();
    assertThat(shell.err()).isEqualTo("Added alice with: team:push, a/b\n");
    assertThat(shell.out()).isEmpty();
    assertThat(routes.passwords).containsEntry("alice", "correct horse");
    assertThat(routes.requests.getFirst().caller())
        .isEqualTo(new Caller.Local(new Actor.Console()));
    assertThat(opened).isOne();
    assertThat(released).isOne();
  }

  @Test
  void aUserOfTheDirectoryNeedsNoPasswordAndHasItsShortName() {
    assertThat(user("add", "alice@corp.example.com", "--ad", "--grant", "team")).isZero();
    assertThat(shell.err()).isEqualTo("Added alice with: team\n");
    assertThat(routes.users.get("alice")).containsEntry("ad", true);
    assertThat(routes.passwords).isEmpty();
  }

  @Test
  void thePasswordMovesToTheDirectoryAndBack() {
    routes.put("alice");
    assertThat(user("to-ad", "alice")).isZero();
    assertThat(routes.users.get("alice")).containsEntry("ad", true);
    shell.input = "correct horse\n";
    assertThat(user("to-local", "alice")).isZero();
    assertThat(routes.users.get("alice")).containsEntry("ad", false);
    assertThat(routes.passwords).containsEntry("alice", "correct horse");
  }

  @Test
  void whatGroupsGiveStandsApart() {
    routes.put("alice", "team").put("group_namespaces", List.of("lib:pull"));
    assertThat(user("show", "alice")).isZero();
    assertThat(shell.out()).contains("Namespaces  team\n", "By groups   lib:pull\n");
  }

  @Test
  void addAsksTwiceOnATerminal() {
    shell.interactive = true;
    shell.typed.addAll(List.of("correct horse", "correct horse"));
    assertThat(user("add", "alice", "--admin")).isZero();
    assertThat(shell.err()).contains("everything, as an administrator");
    assertThat(routes.users.get("alice")).containsEntry("admin", true);
    shell.typed.addAll(List.of("correct horse", "correct house"));
    assertThat(user("add", "bob")).isEqualTo(1);
    assertThat(shell.err()).contains("differ");
    assertThat(routes.users).doesNotContainKey("bob");
  }

  @Test
  void passwordStdinNeverAsksAndAnEmptyPasswordChangesNothing() {
    shell.interactive = true;
    shell.input = "correct horse";
    assertThat(user("add", "alice", "--password-stdin")).isZero();
    shell.input = "\n";
    assertThat(user("passwd", "alice", "--password-stdin")).isEqualTo(1);
    assertThat(shell.err()).contains("empty");
    assertThat(routes.passwords).containsEntry("alice", "correct horse");
    shell.input = "x".repeat(5000);
    assertThat(user("passwd", "alice", "--password-stdin")).isEqualTo(1);
    assertThat(shell.err()).contains("too long");
  }

  @Test
  void thePasswordIsNeverAnArgument() {
    assertThat(user("add", "alice", "--password", "correct horse")).isEqualTo(2);
    assertThat(opened).isZero();
  }

  @Test
  void theStoreIsNotHeldWhileSomebodyTypes() {
    shell.interactive = true;
    shell.typed.add("only one, then nothing to take");
    assertThat(user("passwd", "alice")).isEqualTo(1);
    assertThat(opened).isZero();
  }

  @Test
  void refusalsAreTheServersSentencesWithAnExitCode() {
    shell.input = "short";
    assertThat(user("add", "alice")).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo("Something is wrong.\npassword: must have at least 8 characters\n");
    shell.input = "correct horse";
    assertThat(user("add", "root")).isEqualTo(4);
    assertThat(shell.err()).isEqualTo("That is not for you.\n");
    routes.put("bob");
    assertThat(user("add", "bob")).isEqualTo(1);
    assertThat(shell.err()).contains("already");
    assertThat(user("show", "nobody")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("There is no user of that name.\n");
    assertThat(released).isEqualTo(opened);
  }

  @Test
  void listGoesThroughAllPages() {
    for (int i = 0; i < 120; i++) {
      routes.put("user%03d".formatted(i), "team:pull");
    }
    assertThat(user("list")).isZero();
    assertThat(shell.out().lines()).hasSize(121);
    assertThat(shell.out())
        .startsWith("NAME     ROLE  STATE    KEPT  NAMESPACES\n")
        .contains("user119  user  enabled  here  team:pull\n");
    assertThat(user("list", "-o", "json")).isZero();
    assertThat(shell.out()).startsWith("[{\"username\":\"user000\"").endsWith("}]\n");
  }

  @Test
  void anEmptyListIsStillATable() {
    assertThat(user("list")).isZero();
    assertThat(shell.out()).isEqualTo("NAME  ROLE  STATE  KEPT  NAMESPACES\n");
  }

  @Test
  void showPrintsForPeopleAndForPrograms() {
    routes.put("c++@example.com", "team", "a/b:pull");
    assertThat(user("show", "c++@example.com")).isZero();
    assertThat(shell.out())
        .contains("Name        c++@example.com\n")
        .contains("Namespaces  team, a/b:pull\n");
    assertThat(user("show", "c++@example.com", "-o", "json")).isZero();
    assertThat(shell.out()).startsWith("{\"username\":\"c++@example.com\",");
  }

  @Test
  void passwdChangesThePassword() {
    routes.put("alice");
    shell.input = "battery staple\n";
    assertThat(user("passwd", "alice")).isZero();
    assertThat(routes.passwords).containsEntry("alice", "battery staple");
  }

  @Test
  void grantAddsAndRevokesAndShowsWhatRemains() {
    routes.put("alice", "team:push", "a/b");
    assertThat(user("grant", "alice", "--grant", "c:pull", "--revoke", "a/b")).isZero();
    assertThat(shell.err()).isEqualTo("alice now has: team:push, c:pull\n");
    assertThat(user("grant", "alice", "--grant", "c:pull")).isZero();
    assertThat(routes.users.get("alice"))
        .containsEntry("namespaces", List.of("team:push", "c:pull"));
  }

  @Test
  void whatNobodyHasCannotBeRevoked() {
    routes.put("alice", "team:push");
    assertThat(user("grant", "alice", "--revoke", "team", "--grant", "x")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("alice has no grant team, but team:push.\n");
    assertThat(routes.users.get("alice")).containsEntry("namespaces", List.of("team:push"));
    assertThat(user("grant", "alice")).isEqualTo(2);
  }

  @Test
  void enableAndDisable() {
    routes.put("alice");
    assertThat(user("disable", "alice")).isZero();
    assertThat(routes.users.get("alice")).containsEntry("enabled", false);
    assertThat(user("enable", "alice", "-o", "json")).isZero();
    assertThat(shell.out()).contains("\"enabled\":true");
  }

  @Test
  void deleteAsksFirst() {
    routes.put("alice");
    assertThat(user("delete", "alice")).isEqualTo(2);
    assertThat(shell.err()).contains("--force");
    shell.interactive = true;
    shell.input = "n\n";
    assertThat(user("delete", "alice")).isEqualTo(1);
    assertThat(routes.users).containsKey("alice");
    shell.input = "y\n";
    assertThat(user("delete", "alice")).isZero();
    assertThat(routes.users).isEmpty();
    routes.put("bob");
    shell.interactive = false;
    assertThat(user("delete", "bob", "--force")).isZero();
    assertThat(routes.users).isEmpty();
  }

  @Test
  void withoutADataFolderNothingIsMade() {
    assertThat(shell.run("user", "list", "--data", data.resolve("none").toString())).isEqualTo(1);
    assertThat(shell.err()).startsWith("There is no data folder").contains("--data");
    assertThat(opened).isZero();
  }

  @Test
  void aStoreThatCannotBeOpenedIsASentence() {
    shell.openStore =
        _ -> {
          throw new StoreException("Another process holds the store in data.");
        };
    assertThat(user("list")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("Another process holds the store in data.\n");
  }

  @Test
  void aRunningServerIsAskedInstead() throws IOException {
    routes.put("alice", "team");
    String json = "[{\"username\":\"from-the-server\",\"namespaces\":[],\"enabled\":true}]";
    List<String> answer = List.of(TestingPeer.http(200, json));
    try (TestingPeer peer = new TestingPeer(data.resolve("admin.sock"), _ -> answer)) {
      assertThat(user("list")).isZero();
      assertThat(shell.out()).contains("from-the-server").doesNotContain("alice");
      assertThat(peer.requests).hasSize(1);
    }
    assertThat(opened).isZero();
    assertThat(user("list")).isZero();
    assertThat(shell.out()).contains("alice");
  }

  private int user(String... words) {
    List<String> args = new ArrayList<>(List.of("user"));
    args.addAll(List.of(words));
    args.addAll(List.of("--data", data.toString()));
    return shell.run(args.toArray(String[]::new));
  }
}
