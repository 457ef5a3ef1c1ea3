package io.registrymanager.store;

import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditKind;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.catalog.CrawlRecord;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.Username;
import io.registrymanager.store.Backups.Existing;
import io.registrymanager.store.Backups.Restored;
import io.registrymanager.testkit.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupsTest {
  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void names() {
    data = folder.resolve("data");
    file = folder.resolve("store.backup");
  }

  @Test
  void whatIsBackedUpComesBackWithItsCertificatesAndNoIdIsGivenTwice() throws IOException {
    LocalUser alice;
    try (Database database = open()) {
      alice = applied(database.users().apply(user("alice", "team:push")));
      LocalUser gone = applied(database.users().apply(user("gone")));
      applied(database.users().apply(Changes.delete(gone.id())));
    }
    Files.createDirectories(data.resolve("tls"));
    Files.writeString(data.resolve("tls/server.key"), "a key");
    BackupInfo made = backups("1.0").make(file, Existing.KEEP);
    OwnFiles.delete(data);

    Restored restored = backups("1.0").restore(file);

    assertThat(restored).isEqualTo(new Restored(made, Optional.empty()));
    assertThat(data.resolve("tls/server.key")).hasContent("a key");
    assertThat(data.resolve("restoring")).doesNotExist();
    try (Database database = open()) {
      assertThat(database.users().find(alice.account().name())).contains(alice);
      assertThat(database.users().count()).isEqualTo(1);
      AuditEntry last = database.audit().find(AuditQuery.newest(1)).getFirst().entry();
      assertThat(last.kind()).isEqualTo(AuditKind.RESTORE_STORE);
      assertThat(last.details()).containsEntry("backup_made", made.made().toString());
      assertThat(applied(database.users().apply(user("next"))).id().value()).isEqualTo(3);
    }
  }

  @Test
  void itIsForItsOwnerAloneAndNothingElseIsLeft() throws IOException {
    open().close();
    backups("1.0").make(file, Existing.KEEP);
    assertThat(permissions(file)).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(data, file);
    }
    OwnFiles.delete(data);
    backups("1.0").restore(file);
    assertThat(permissions(data.resolve("registrymanager.db"))).isEqualTo("rw-------");
  }

  @Test
  void tarReadsItAndItsSumIsThatOfSha256sum() throws Exception {
    open().close();
    backups("1.0").make(file, Existing.KEEP);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));

    Command.of("tar", "-xf", file.toString(), "-C", unpacked.toString()).run().orFail();

    try (Connection connection =
            new SqliteFile(unpacked.resolve("registrymanager.db"), Duration.ZERO).open();
        var rows = connection.createStatement().executeQuery("SELECT total FROM user_count")) {
      assertThat(rows.next()).isTrue();
    }
    String sealed = Files.size(file) - BackupSeal.LENGTH + "";
    String sum =
        Command.of("sh", "-c", "head -c " + sealed + " \"$0\" | sha256sum", file.toString())
            .run()
            .orFail()
            .out();
    assertThat(sum).startsWith(Files.readString(unpacked.resolve("SHA256")).strip());
  }

  @Test
  void aBackupUnderWriteLoadIsTheStoreOfOneMoment() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    AtomicInteger acknowledged = new AtomicInteger();
    try (Database database = open()) {
      Thread writer = Thread.ofVirtual().start(() -> write(database, end, acknowledged));
      for (int round = 0; round < 5; round++) {
        int before = acknowledged.get();
        Path each = folder.resolve("backup" + round);
        backups("1.0").make(each, Existing.KEEP);
        int after = acknowledged.get();
        assertThat(users(each)).isBetween(before, after + 1);
      }
      end.set(true);
      writer.join();
      assertThat(database.users().count()).isEqualTo(acknowledged.get());
    }
  }

  private static void write(Database database, AtomicBoolean end, AtomicInteger acknowledged) {
    for (int i = 0; !end.get(); i++) {
      applied(database.users().apply(user("user" + i, "team", "lib:pull")));
      acknowledged.incrementAndGet();
    }
  }

  /** Restores it elsewhere and counts; whoever is there has all of its grants and its audit. */
  private int users(Path backup) throws IOException {
    Path elsewhere = Files.createTempDirectory(folder, "elsewhere");
    new Backups(elsewhere, DatabaseSettings.DEFAULT, "1.0").restore(backup);
    try (Database database = Database.open(DatabaseSettings.DEFAULT, elsewhere, "1.0")) {
      int grants = number(database, "SELECT count(*) FROM grants");
      int changes = number(database, "SELECT count(*) FROM account_changes");
      int users = number(database, "SELECT count(*) FROM users");
      assertThat(List.of(grants, changes)).containsExactly(2 * users, users);
      return users;
    }
  }

  private static int number(Database database, String query) {
    return database.sessions().read(db -> db.createQuery(query).mapTo(Integer.class).one());
  }

  @Test
  void aFileOfThatNameStaysUnlessItIsToBeReplaced() throws IOException {
    open().close();
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> backups("1.0").make(file, Existing.KEEP))
        .isInstanceOf(BackupException.class)
        .hasMessage(file + " is there already");
    assertThat(file).hasContent("precious");
    Path nowhere = folder.resolve("nowhere/store.backup");
    assertThatThrownBy(() -> backups("1.0").make(nowhere, Existing.KEEP))
        .hasMessage("there is no folder " + nowhere.getParent());
    backups("1.0").make(file, Existing.REPLACE);
    assertThat(backups("1.0").verify(file).schema()).isEqualTo(Schema.CURRENT);
  }

  @Test
  void oneFlippedBitAnywhereIsFoundAndNothingIsTouched() throws IOException {
    try (Database database = open()) {
      applied(database.users().apply(user("alice")));
    }
    backups("1.0").make(file, Existing.KEEP);
    byte[] store = Files.readAllBytes(data.resolve("registrymanager.db"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long length = Files.size(file);
    List<Long> places =
        Stream.concat(
                Stream.of(0L, 511L, 512L, 600L, length - 1, length - 1500, length - 2048),
                Stream.generate(() -> random.nextLong(length)).limit(40))
            .toList();
    for (long place : places) {
      flip(place, random.nextInt(8));
      byte[] damaged = Files.readAllBytes(file);
      assertRefused("bit in byte %d of %d, seed %d".formatted(place, length, seed));
      assertThat(file).hasBinaryContent(damaged);
      assertThat(data.resolve("registrymanager.db")).hasBinaryContent(store);
      Files.write(file, damaged);
      unflip(place, damaged);
    }
    backups("1.0").verify(file);
  }

  private byte original;

  private void flip(long place, int bit) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(place);
      original = access.readByte();
      access.seek(place);
      access.write(original ^ 1 << bit);
    }
  }

  private void unflip(long place, byte[] damaged) throws IOException {
    damaged[(int) place] = original;
    Files.write(file, damaged);
  }

  @Test
  void aBackupThatIsCutOffIsRefusedWhereverItEnds() throws IOException {
    open().close();
    backups("1.0").make(file, Existing.KEEP);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 512, 700, 1024, 5000, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(length + " of " + whole.length + " bytes");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 512));
    assertRefused("more than it was");
    Files.writeString(file, "not a backup at all ".repeat(200));
    assertRefused("something else");
    Files.delete(file);
    assertThatThrownBy(() -> backups("1.0").verify(file)).hasMessage("there is no file " + file);
  }

  private void assertRefused(String what) {
    assertThatThrownBy(() -> backups("1.0").verify(file))
        .as(what)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> backups("1.0").restore(file))
        .as(what)
        .isInstanceOf(BackupException.class);
    assertThat(data.resolve("restoring")).doesNotExist();
  }

  @Test
  void aBackupOfANewerProgramIsRefusedWithItsVersion() throws Exception {
    open().close();
    try (Connection connection = new SqliteFile(database(), Duration.ZERO).open()) {
      connection.createStatement().execute("INSERT INTO schema_versions VALUES (7, '2.5')");
    }
    backups("2.5").make(file, Existing.KEEP);
    assertThatThrownBy(() -> backups("1.0").restore(file))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "the backup %s was made by registrymanager 2.5 (schema 7); this is 1.0 (schema 6)"
                .formatted(file));
  }

  @Test
  void whatWasThereGoesAsideWholeWithWhatWasOnlyInItsLog() throws Exception {
    open().close();
    backups("1.0").make(file, Existing.KEEP);
    // Killed, so that its last changes are in the log alone.
    try (Child child = Child.start(folder, List.of(), "write", data.toString(), "0")) {
      for (int i = 0; i < 10; i++) {
        assertThat(child.next()).isPresent();
      }
      child.kill();
    }
    assertThat(data.resolve("registrymanager.db-wal")).isNotEmptyFile();
    Files.writeString(data.resolve("admin-password"), "of before");

    Path aside = backups("1.0").restore(file).aside().orElseThrow();

    assertThat(aside.getParent()).isEqualTo(data);
    assertThat(aside.resolve("admin-password")).hasContent("of before");
    try (Database database = open()) {
      assertThat(database.users().count()).isZero();
    }
    try (Database before = Database.open(DatabaseSettings.DEFAULT, aside, "1.0")) {
      // Not their number: all who were made may have been deleted again when the kill came.
      assertThat(before.users().isEmpty()).isFalse();
    }
  }

  @Test
  void nothingIsRestoredWhileSomebodyHoldsTheFolder() {
    try (Database _ = open()) {
      backups("1.0").make(file, Existing.KEEP);
      assertThatThrownBy(() -> backups("1.0").restore(file))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by another registrymanager process");
    }
  }

  @Test
  void afterARestoreThatWasInterruptedNoStoreIsOpenedUntilItWasDoneAgain() throws IOException {
    try (Database database = open()) {
      applied(database.users().apply(user("alice")));
    }
    backups("1.0").make(file, Existing.KEEP);
    // As after a kill between the two moves.
    Files.createDirectories(data.resolve("restoring/tls"));
    Files.delete(database());
    assertThatThrownBy(this::open)
        .isInstanceOf(DataFolderException.class)
        .hasMessageStartingWith("a restore into the data folder " + data + " was not finished");
    assertThat(database()).doesNotExist();

    backups("1.0").restore(file);

    try (Database database = open()) {
      assertThat(database.users().find(new Username("alice"))).isPresent();
    }
  }

  @Test
  void theIndexOfABackupDoesNotAnswerBeforeTheRegistryWasAsked() {
    try (Database database = open()) {
      Instant now = Instant.ofEpochMilli(1_000_000);
      database
          .repositories()
          .keep(new CrawlRecord("http://127.0.0.1:1", Optional.of(now), Optional.of(now)));
    }
    backups("1.0").make(file, Existing.KEEP);
    backups("1.0").restore(file);
    try (Database database = open()) {
      assertThat(database.repositories().crawls()).isEqualTo(CrawlRecord.NONE);
    }
  }

  @Test
  void aDamagedStoreMakesNoBackup() throws IOException {
    try (Database database = open()) {
      for (int i = 0; i < 200; i++) {
        applied(database.users().apply(user("user" + i, "team")));
      }
    }
    try (RandomAccessFile damaged = new RandomAccessFile(database().toFile(), "rw")) {
      damaged.seek(damaged.length() / 2);
      damaged.write(new byte[8192]);
    }
    assertThatThrownBy(() -> backups("1.0").make(file, Existing.KEEP))
        .isInstanceOf(StoreException.class)
        .hasMessage("the database " + database() + " is damaged; restore it from a backup");
    assertThat(file).doesNotExist();
  }

  private Backups backups(String version) {
    return new Backups(data, DatabaseSettings.DEFAULT, version);
  }

  private Database open() {
    return Database.open(DatabaseSettings.DEFAULT, data, "1.0");
  }

  private Path database() {
    return data.resolve("registrymanager.db");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
