package io.registrymanager.store;

import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.StoreFullException;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.HealthIndicator.Health;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseTest {
  @TempDir private Path folder;

  @Test
  void aNewFolderAndAllInItIsForItsOwnerAlone() throws IOException {
    Path data = folder.resolve("new/data");
    try (Database database = open(data)) {
      applied(database.users().apply(user("alice")));

      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("native"))).isEqualTo("rwx------");
      assertThat(data).isDirectoryContaining(file -> file.endsWith("registrymanager.db-wal"));
      try (var files = Files.list(data)) {
        assertThat(files.filter(Files::isRegularFile))
            .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void theDatabaseIsForItsOwnerAloneAlsoInAFolderThatIsOpenToAll() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Database _ = open(folder)) {
      assertThat(permissions(file())).isEqualTo("rw-------");
    }
  }

  @Test
  void aClosedDatabaseIsOneFileAndOpensAgain() {
    try (Database database = open(folder)) {
      applied(database.users().apply(user("alice")));
    }
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith("-wal"));
    try (Database database = open(folder)) {
      assertThat(database.users().find(new Username("alice"))).isPresent();
    }
  }

  @Test
  void aFolderMayHaveAnyName() {
    Path data = folder.resolve("a?mode=memory&b #%41 'x'");
    try (Database _ = open(data)) {
      assertThat(data.resolve("registrymanager.db")).isNotEmptyFile();
    }
  }

  @Test
  void aDamagedNativeLibraryIsUnpackedAgain() throws IOException {
    open(folder).close();
    Path library = folder.resolve("native/libsqlitejdbc.so");
    byte[] whole = Files.readAllBytes(library);
    Files.write(library, Arrays.copyOf(whole, 1000));

    open(folder).close();

    assertThat(library).hasBinaryContent(whole);
  }

  @Test
  void aDatabaseOfANewerProgramIsRefusedUntouched() throws Exception {
    open(folder).close();
    try (Connection connection = new SqliteFile(file(), Duration.ZERO).open()) {
      connection.createStatement().execute("INSERT INTO schema_versions VALUES (7, '2.5')");
    }

    assertRefusedUntouched(
        "the database "
            + file()
            + " was written by registrymanager 2.5 (schema 7); this is 1.0 (schema "
            + Schema.CURRENT
            + ")");
  }

  @Test
  void theProgramThatMadeTheSchemaIsWrittenDown() {
    try (Database database = Database.open(DatabaseSettings.DEFAULT, folder, "1.0-it's")) {
      String query = "SELECT number || ' ' || program FROM schema_versions";
      List<String> rows =
          database.sessions().read(db -> db.createQuery(query).mapTo(String.class).list());
      assertThat(rows)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, Schema.CURRENT).mapToObj(n -> n + " 1.0-it's").toList());
    }
  }

  @Test
  void aDamagedFileIsRefusedUntouched() throws Exception {
    Files.writeString(file(), "this is no database at all, ".repeat(400));

    assertRefusedUntouched("the database " + file() + " is damaged: it is not a database");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedUntouched() throws Exception {
    try (Connection connection = new SqliteFile(file(), Duration.ZERO).open()) {
      connection.createStatement().execute("CREATE TABLE users (name TEXT)");
    }

    assertRefusedUntouched("the database " + file() + " cannot be opened");
  }

  @Test
  void damageFoundLaterIsAFailureOfThatCall() throws Exception {
    open(folder).close();
    long tables = Files.size(file());
    try (Database database = open(folder)) {
      for (int i = 0; i < 200; i++) {
        applied(database.users().apply(user("user" + i, "team")));
      }
    }
    try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
      damaged.seek(tables);
      damaged.write(new byte[(int) (damaged.length() - tables)]);
    }
    try (Database database = open(folder)) {
      assertThatThrownBy(() -> database.users().list(Optional.empty(), 1000))
          .isInstanceOf(StoreException.class)
          .hasMessage("the database " + file() + " is damaged; restore it from a backup");
    }
  }

  @Test
  void itsHealthIsWhetherItCanBeRead() {
    HealthIndicator health;
    try (Database database = open(folder)) {
      health = database.health(Runnable::run);
      assertThat(health.name()).isEqualTo("store");
      assertThat(health.check().toCompletableFuture()).isCompletedWithValue(new Health.Up());
    }
    assertThat(health.check().toCompletableFuture())
        .isCompletedWithValue(new Health.Down("the database is closed"));
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Path data = Files.createFile(folder.resolve("data"));

    assertThatThrownBy(() -> open(data))
        .isInstanceOf(DataFolderException.class)
        .hasMessage("the data folder " + data + " cannot be written: it is not a folder");
    assertThatThrownBy(() -> open(data.resolve("below")))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("the data folder " + data.resolve("below") + " cannot be written: ");
    assertThat(data).isEmptyFile();
  }

  @Test
  void aRefusedStartLetsGoOfTheFolder() throws Exception {
    Files.writeString(file(), "garbage".repeat(1000));
    assertThatThrownBy(() -> open(folder)).isInstanceOf(DataFolderException.class);
    Files.delete(file());

    open(folder).close();
  }

  @Test
  void openingIsRefusedOnAThreadThatMustNotBlock() {
    assertThat(Together.failureOnEventLoop(() -> open(folder)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onAFullDiskAcknowledgedChangesStayAndItGoesOnWhenThereIsSpace() {
    try (Database database = open(folder)) {
      UserStore users = database.users();
      List<LocalUser> acknowledged = new ArrayList<>();
      applied(users.apply(user("first")));
      database.sessions().write(db -> db.execute("PRAGMA max_page_count = 20"));

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  acknowledged.add(applied(users.apply(user("user" + i, "team"))));
                }
              })
          .isInstanceOf(StoreFullException.class)
          .hasMessage("no space left in " + folder);
      assertThat(acknowledged).isNotEmpty();
      assertThat(users.list(Optional.empty(), 10_000))
          .hasSize(acknowledged.size() + 1)
          .containsAll(acknowledged);

      database.sessions().write(db -> db.execute("PRAGMA max_page_count = 100000"));
      applied(users.apply(user("later", "team")));
      assertThat(users.find(new Username("later"))).isPresent();
    }
  }

  @Test
  void aCallerInterruptedWhileItsChangeIsMadeStillLearnsOfIt() throws InterruptedException {
    try (Database database = open(folder)) {
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      var blocker = CompletableFuture.runAsync(() -> hold(database, busy, goOn));
      busy.await();
      CompletableFuture<LocalUser> made = new CompletableFuture<>();
      List<String> heard = new ArrayList<>();
      database.users().onChange(news -> heard.add(news.name().value()));
      Thread caller =
          Thread.ofVirtual()
              .start(() -> made.complete(applied(database.users().apply(user("alice")))));
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }

      caller.interrupt();
      goOn.countDown();

      assertThat(made.join().account().name()).isEqualTo(new Username("alice"));
      assertThat(heard).containsExactly("alice");
      blocker.join();
    }
  }

  private static void hold(Database database, CountDownLatch busy, CountDownLatch goOn) {
    database
        .sessions()
        .write(
            _ -> {
              busy.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return "";
            });
  }

  private static Database open(Path data) {
    return Database.open(DatabaseSettings.DEFAULT, data, "1.0");
  }

  private Path file() {
    return folder.resolve("registrymanager.db");
  }

  private void assertRefusedUntouched(String sentence) throws IOException {
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataFolderException.class)
        .hasMessageStartingWith(sentence)
        .hasMessageNotContaining("\n");
    assertThat(file()).hasBinaryContent(before);
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
