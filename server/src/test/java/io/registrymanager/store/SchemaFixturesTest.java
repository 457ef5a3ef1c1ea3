package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.access.Grant;
import io.registrymanager.audit.AuditKind;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.authentication.AuthenticationSettings;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.authentication.PasswordMatch;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The store of every schema there was, as {@code schema-N.sql}: what {@code sqlite3
 * registrymanager.db .dump} prints of one with a few users. Each comes to date with all that is in
 * it, and is kept as it was.
 */
@Timeout(120)
class SchemaFixturesTest {
  @TempDir private Path folder;

  static IntStream schemas() {
    return IntStream.rangeClosed(1, Schema.CURRENT);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void theStoreOfEachSchemaComesToDateWithAllThatIsInIt(int schema) throws Exception {
    fill(schema);
    try (Database database = open()) {
      assertThat(Schema.of(new SqliteFile(file(), Duration.ofSeconds(5))).number())
          .isEqualTo(Schema.CURRENT);
      assertThat(user(database, "admin"))
          .returns(Role.ADMINISTRATOR, user -> user.account().role());
      User alice = user(database, "alice");
      assertThat(alice.account().grants().stream().map(Grant::toString))
          .containsExactly("lib/base:pull", "team:push");
      assertThat(alice.revision().version()).isEqualTo(3);
      assertThat(logsIn((LocalUser) alice)).isTrue();
      assertThat(user(database, "bob").account().status()).isEqualTo(AccountStatus.DISABLED);
      assertThat(Changes.applied(database.users().apply(Changes.user("new"))).id().value())
          .as("an id that nobody had")
          .isGreaterThan(5);
      theRestIsThere(database, schema);
    }
    assertThat(snapshots()).hasSize(schema == Schema.CURRENT ? 0 : 1);
  }

  private static void theRestIsThere(Database database, int schema) {
    assertThat(database.users().count()).isEqualTo(schema >= 4 ? 5 : 4);
    List<AuditKind> audit =
        database.audit().find(AuditQuery.newest(10)).stream()
            .map(kept -> kept.entry().kind())
            .toList();
    assertThat(audit)
        .contains(AuditKind.CREATE_USER, AuditKind.DELETE_USER)
        .hasSize(schema >= 3 ? 5 : 4);
    if (schema >= 4) {
      assertThat(user(database, "carol"))
          .isInstanceOfSatisfying(
              DirectoryUser.class, carol -> assertThat(carol.person()).isPresent());
    }
    assertThat(database.repositories().crawls().listed().isPresent()).isEqualTo(schema >= 6);
  }

  private static boolean logsIn(LocalUser user) {
    AuthenticationSettings cheap =
        new AuthenticationSettings(
            64, 1, 1, 8, Duration.ofSeconds(60), Duration.ofSeconds(30), 1000);
    try (PasswordHasher hasher = new PasswordHasher(cheap)) {
      return hasher
              .verify(Secret.of("correct horse battery"), user.password())
              .toCompletableFuture()
              .join()
          != PasswordMatch.MISMATCH;
    }
  }

  @Test
  void whatIsKeptIsTheStoreOfBeforeAndThreeAreKept() throws Exception {
    for (int schema = 1; schema <= 5; schema++) {
      fill(schema);
      Files.createDirectories(folder.resolve("snapshots/.backup-of-a-killed-start"));
      open().close();
      Files.delete(file());
    }
    assertThat(snapshots().stream().map(path -> path.getFileName().toString().substring(0, 9)))
        .containsExactly("schema-3-", "schema-4-", "schema-5-");
    Path third = snapshots().getFirst();
    assertThat(backups().verify(third).schema()).isEqualTo(3);
    backups().restore(third);
    try (Connection connection = new SqliteFile(file(), Duration.ZERO).open();
        var tables =
            connection
                .createStatement()
                .executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'repositories'")) {
      assertThat(tables.next()).as("it is as it was").isFalse();
    }
  }

  @Test
  void whereTheStoreCannotBeKeptItIsNotChanged() throws Exception {
    fill(5);
    Files.writeString(folder.resolve("snapshots"), "in the way");
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith("the store cannot be kept before its schema changes")
        .hasMessageNotContaining("\n");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void aStoreOfANewerProgramNamesTheBackupToGoBackWith() throws Exception {
    fill(5);
    open().close();
    Path kept = snapshots().getFirst();
    try (Connection connection = new SqliteFile(file(), Duration.ZERO).open()) {
      connection.createStatement().execute("INSERT INTO schema_versions VALUES (7, '2.5')");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(DataFolderException.class)
        .hasMessage(
            "the database %s was written by registrymanager 2.5 (schema 7); this is 1.0 (schema 6): start 2.5, or go back with registrymanager restore %s",
            file(), kept);
  }

  private List<Path> snapshots() throws IOException {
    return OwnFiles.list(folder.resolve("snapshots"));
  }

  private static User user(Database database, String name) {
    return database.users().find(new Username(name)).orElseThrow();
  }

  private void fill(int schema) throws IOException, SQLException {
    String name = "schema-" + schema + ".sql";
    try (InputStream dump = SchemaFixturesTest.class.getResourceAsStream(name);
        Connection connection = new SqliteFile(file(), Duration.ofSeconds(5)).open();
        var statement = connection.createStatement()) {
      String sql =
          new String(
              Optional.ofNullable(dump).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
      statement.executeUpdate(sql);
    }
  }

  private Database open() {
    return Database.open(DatabaseSettings.DEFAULT, folder, "1.0");
  }

  private Backups backups() {
    return new Backups(folder, DatabaseSettings.DEFAULT, "1.0");
  }

  private Path file() {
    return folder.resolve("registrymanager.db");
  }
}
