package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.catalog.Catalog;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.RealRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's commands, without a server and through one. */
class CatalogCommandIT {
  private final Shell shell = new Shell();

  @TempDir Path data;

  private int catalog(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "catalog";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--data";
    all[words.length + 2] = data.toString();
    return shell.run(all);
  }

  @Test
  void withoutAServerTheStatusIsThereAndACrawlIsNot() {
    shell.openStore =
        _ -> {
          Database database = Database.open(DatabaseSettings.DEFAULT, data, "test");
          return new OpenStore(
              new RouteTable(Catalog.routesWithoutServer(database.repositories())),
              database::close);
        };

    assertThat(catalog("status")).isZero();
    assertThat(shell.out())
        .contains("Answers from      registry\n")
        .contains("Repositories      0\n")
        .contains("Next crawl        -\n");
    assertThat(catalog("status", "-o", "json")).isZero();
    assertThat(shell.out()).startsWith("{\"phase\":\"idle\",\"answers_from\":\"registry\"");
    assertThat(catalog("crawl")).isEqualTo(ExitCode.FAILED.number());
    assertThat(shell.err()).isEqualTo("Only a running server reads it, and none runs.\n");
  }

  @Test
  void aRunningServerCrawlsOnDemand() {
    try (RealRegistry registry = RealRegistry.start();
        TestingServer server = TestingServer.before(registry.uri())) {
      registry.client().pushImage("team/app", "1");
      data = server.folder();

      assertThat(catalog("status")).isZero();
      assertThat(shell.out()).contains("Answers from      registry\n");
      assertThat(catalog("crawl")).isZero();
      assertThat(shell.err())
          .isEqualTo("The registry's list is read now; catalog status shows how far.\n");
      Await.until(
          Duration.ofSeconds(20),
          "the list was read",
          () -> catalog("status") == 0 && shell.out().contains("Answers from      index\n"));
      assertThat(shell.out()).contains("Repositories      1\n");
      assertThat(catalog("list", "--prefix", "team")).isZero();
      assertThat(shell.out()).startsWith("NAME      TAGS").contains("\nteam/app  ");
      assertThat(catalog("list", "--prefix", "other", "-o", "json")).isZero();
      assertThat(shell.out()).isEqualTo("[]\n");
    }
  }
}
