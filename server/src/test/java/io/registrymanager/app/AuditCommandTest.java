package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.audit.AuditRoutes;
import io.registrymanager.audit.Events;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir private Path data;
  private final Shell shell = new Shell();
  private final Resources resources = new Resources();
  private Database database;

  @BeforeEach
  void open() {
    database = resources.add(Database.open(DatabaseSettings.DEFAULT, data, "1.0"));
    RouteTable routes = new RouteTable(new AuditRoutes(database.audit()).routes());
    shell.openStore = _ -> new OpenStore(routes, () -> {});
  }

  @AfterEach
  void close() {
    resources.close();
  }

  @Test
  void entriesAreATableNewestFirst() {
    database
        .audit()
        .write(
            List.of(
                Events.login(0, "alice"),
                Events.pull(1, "alice", "team/app"),
                Events.denied(2, "bob", "secret/app"),
                Events.refused(3, "carol")));
    assertThat(audit()).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            TIME                      KIND           ACTOR         SOURCE     ABOUT                             DETAILS
            2026-02-03T04:05:06.792Z  login-refused  -             192.0.2.7  carol                             reason=wrong-password count=1
            2026-02-03T04:05:06.791Z  access-denied  user:bob#3    192.0.2.7  secret/app                        operation=push-manifest reason=missing-right:push count=1
            2026-02-03T04:05:06.790Z  pull-manifest  user:alice#5  192.0.2.7  team/app:1.2@sha256:aaaaaaaaaaaa
            2026-02-03T04:05:06.789Z  first-login    user:alice#5  192.0.2.7  alice
            """);
  }

  @Test
  void programsReadJsonThroughAllPages() {
    database
        .audit()
        .write(
            new ArrayList<>(
                IntStream.range(0, 1200)
                    .mapToObj(i -> Events.pull(i, "alice", "team/app"))
                    .toList()));
    assertThat(audit("--limit", "1100", "-o", "json")).isZero();
    List<String> ids =
        Json.read(shell.out().getBytes(StandardCharsets.UTF_8))
            .valueStream()
            .map(entry -> entry.path("request_id").asString())
            .toList();
    assertThat(ids)
        .isEqualTo(IntStream.range(0, 1100).mapToObj(i -> "request-" + (1199 - i)).toList());
  }

  @Test
  void optionsChooseAndWhatIsWrongIsSaidInTheServersWords() {
    database
        .audit()
        .write(List.of(Events.login(0, "a+b"), Events.pull(1, "a+b", "x/y"), Events.login(2, "c")));
    assertThat(
            audit(
                "--user",
                "a+b",
                "--kind",
                "first-login",
                "--since",
                "2026-02-03T00:00:00Z",
                "--until",
                "2026-02-04T00:00:00+01:00"))
        .isZero();
    assertThat(shell.out().lines()).hasSize(2);
    assertThat(audit("--repository", "x/y", "-o", "json")).isZero();
    assertThat(shell.out()).contains("\"kind\":\"pull-manifest\"").doesNotContain("first-login");

    assertThat(audit("--kind", "nonsense", "--since", "yesterday")).isEqualTo(1);
    assertThat(shell.err()).contains("kind: must be one of create-user", "since: must be a time");
    assertThat(audit("--limit", "0")).isEqualTo(2);
  }

  private int audit(String... options) {
    List<String> words = new ArrayList<>(List.of("audit", "--data", data.toString()));
    words.addAll(List.of(options));
    return shell.run(words.toArray(String[]::new));
  }
}
