package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database and other processes, and the end of a process. */
@Timeout(120)
class DatabaseProcessTest {
  private static final DatabaseSettings AT_ONCE =
      new DatabaseSettings(Duration.ZERO, Duration.ofSeconds(5), 1);
  private static final int KILLS = 15;

  @TempDir private Path folder;

  @Test
  void aSecondProcessIsRefusedWithASentenceThatNamesTheFolder() {
    try (Database _ = Database.open(AT_ONCE, folder, "1.0");
        Child child = Child.start(folder, List.of(), "try", folder.toString())) {
      assertThat(child.rest())
          .containsExactly(
              "refused the data folder " + folder + " is in use by another registrymanager process",
              "closed");
    }
  }

  @Test
  void whoeverWaitsGetsTheFolderWhenTheOtherLetsGo() {
    try (Child child = Child.start(folder, List.of(), "hold", folder.toString())) {
      assertThat(child.next()).contains("opened");
      assertThatThrownBy(() -> Database.open(AT_ONCE, folder, "1.0"))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining(folder.toString());
      DatabaseSettings patient =
          new DatabaseSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), 1);
      var waiting = CompletableFuture.supplyAsync(() -> Database.open(patient, folder, "1.0"));
      child.release();
      assertThat(child.rest()).containsExactly("closed");
      waiting.join().close();
    }
  }

  @Test
  void theMigrationToolIsLoadedOnlyToMigrate() throws IOException {
    assertThat(classesLoaded("first.log")).anyMatch(line -> line.contains("org.flywaydb."));
    assertThat(classesLoaded("second.log"))
        .anyMatch(line -> line.contains("org.jdbi."))
        .noneMatch(line -> line.contains("org.flywaydb."));
  }

  private List<String> classesLoaded(String log) throws IOException {
    Path file = folder.resolve(log);
    List<String> options = List.of("-Xlog:class+load:file=" + file);
    try (Child child = Child.start(folder, options, "hold", folder.toString())) {
      assertThat(child.next()).contains("opened");
      child.release();
      assertThat(child.rest()).containsExactly("closed");
    }
    return Files.readAllLines(file);
  }

  @Test
  void whatWasAcknowledgedSurvivesSigkillAndNothingIsHalfDone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int before = 0;
    for (int round = 0; round < KILLS; round++) {
      List<String> acknowledged = writeAndKill(round, 1 + random.nextInt(80));
      try (Database database = Database.open(AT_ONCE, folder, "1.0")) {
        List<String> audit = audit(database);
        List<String> ofRound = audit.subList(before, audit.size());
        assertThat(ofRound).as("round %d, seed %d", round, seed).containsAll(acknowledged);
        assertThat(ofRound)
            .doesNotHaveDuplicates()
            .hasSizeLessThanOrEqualTo(acknowledged.size() + StoreChild.WRITERS);
        assertThat(versions(database)).isEqualTo(replayed(audit));
        before = audit.size();
      }
    }
  }

  @Test
  void theNativeLibraryLiesInTheDataFolderOnceHoweverProcessesEnd() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Child child = Child.start(folder, List.of(), "hold", folder.toString())) {
        assertThat(child.next()).contains("opened");
        assertThat(child.memoryMap())
            .contains(folder.resolve("native/libsqlitejdbc.so").toString());
      }
    }
    try (var files = Files.list(folder.resolve("native"))) {
      assertThat(files).hasSize(1);
    }
  }

  private List<String> writeAndKill(int round, int count) {
    try (Child child =
        Child.start(folder, List.of(), "write", folder.toString(), String.valueOf(round))) {
      assertThat(child.next()).contains("opened");
      List<String> acknowledged = new ArrayList<>();
      while (acknowledged.size() < count) {
        acknowledged.add(child.next().orElseThrow());
      }
      child.kill();
      acknowledged.addAll(child.rest());
      return acknowledged;
    }
  }

  private static List<String> audit(Database database) {
    String query = "SELECT kind || ' ' || user_id FROM account_changes ORDER BY number";
    return database.sessions().read(db -> db.createQuery(query).mapTo(String.class).list());
  }

  private static Map<String, Long> versions(Database database) {
    Map<String, Long> versions = new TreeMap<>();
    for (User user : database.users().list(Optional.empty(), Integer.MAX_VALUE)) {
      versions.put(user.id().toString(), user.revision().version());
      assertThat(user.account().grants()).hasSize(user.revision().version() == 1 ? 2 : 3);
    }
    return versions;
  }

  private static Map<String, Long> replayed(List<String> audit) {
    Map<String, Long> versions = new TreeMap<>();
    for (String row : audit) {
      String id = row.substring(row.indexOf(' ') + 1);
      if (row.startsWith("delete")) {
        versions.remove(id);
      } else {
        versions.merge(id, 1L, Long::sum);
      }
    }
    return versions;
  }
}
