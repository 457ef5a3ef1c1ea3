package io.registrymanager.store;

import static io.registrymanager.store.Changes.administrator;
import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.delete;
import static io.registrymanager.store.Changes.grant;
import static io.registrymanager.store.Changes.nothing;
import static io.registrymanager.store.Changes.password;
import static io.registrymanager.store.Changes.renew;
import static io.registrymanager.store.Changes.role;
import static io.registrymanager.store.Changes.status;
import static io.registrymanager.store.Changes.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.UserChange.MoveHere;
import io.registrymanager.identity.UserChange.MoveToDirectory;
import io.registrymanager.identity.UserChange.RenameUser;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest extends UserStoreContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "1.0");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public UserStore store() {
    return database.users();
  }

  @Override
  UserStore reopened() {
    close();
    open();
    return store();
  }

  /** The comparison of {@code If-Match} is in the statement, whatever was read before it. */
  @Test
  void aRowIsWrittenOnlyInTheVersionThatWasSeen() {
    LocalUser seen = applied(store().apply(user("alice", "team")));
    LocalUser now = applied(store().apply(grant(seen.id(), "lib")));

    assertThat(database.sessions().<Integer>write(db -> UserRows.replace(db, seen, seen))).isZero();
    assertThat(database.sessions().<Integer>write(db -> UserRows.delete(db, seen))).isZero();
    assertThat(store().find(seen.id())).contains(now);
    assertThat(database.sessions().<Integer>write(db -> UserRows.delete(db, now))).isOne();
    assertThat(store().find(seen.id())).isEmpty();
  }

  @Test
  void eachChangeHasOneAuditRowAndTheNextNumber() {
    LocalUser alice = applied(store().apply(user("alice", "team")));
    applied(store().apply(grant(alice.id(), "lib:pull")));
    applied(store().apply(status(alice.id(), AccountStatus.DISABLED)));
    LocalUser last = applied(store().apply(password(alice.id(), "new")));
    applied(store().apply(renew(last, "stronger")));
    applied(store().apply(delete(alice.id())));

    String who = "|socket:uid=1000|192.0.2.7|request-1|" + alice.id() + "|alice|";
    assertThat(audit())
        .containsExactly(
            "1|create-user"
                + who
                + "{\"after\":{\"role\":\"USER\",\"status\":\"ENABLED\",\"grants\":[\"team\"]}}",
            "2|update-user"
                + who
                + "{\"before\":{\"grants\":[\"team\"]},\"after\":{\"grants\":[\"lib:pull\"]}}",
            "3|update-user"
                + who
                + "{\"before\":{\"status\":\"ENABLED\"},\"after\":{\"status\":\"DISABLED\"}}",
            "4|update-user" + who + "{\"password\":\"changed\"}",
            "5|renew-hash" + who + "{\"password\":\"rehashed\"}",
            "6|delete-user"
                + who
                + "{\"before\":{\"role\":\"USER\",\"status\":\"DISABLED\","
                + "\"grants\":[\"lib:pull\"]}}");
  }

  @Test
  void whatDidNotHappenHasNoAuditRow() {
    LocalUser admin = applied(store().apply(administrator("admin")));

    store().apply(user("admin"));
    store().apply(nothing(admin.id()));
    store().apply(role(admin.id(), Role.USER));
    store().apply(delete(admin.id()));

    assertThat(audit()).hasSize(1);
  }

  @Test
  void grantsGoWithTheirUser() {
    LocalUser alice = applied(store().apply(user("alice", "team", "lib:pull")));
    applied(store().apply(delete(alice.id())));

    assertThat(rows("SELECT count(*) FROM grants")).containsExactly("0");
  }

  @Test
  void aFailureInsideTheTransactionUndoesAllOfItAndNamesNoHash() {
    database.sessions().write(db -> db.execute("DROP TABLE account_changes"));

    assertThatThrownBy(() -> store().apply(user("alice", "team")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.toString())
        .satisfies(e -> assertThat(printed(e)).doesNotContain("hash-of-alice"));
    assertThat(store().find(new Username("alice"))).isEmpty();
    assertThat(store().isEmpty()).isTrue();
  }

  @Test
  void aRowThatCannotBeUnderstoodIsAFailureAndNeverAUser() {
    applied(store().apply(user("alice")));
    database
        .sessions()
        .write(
            db -> {
              db.execute("PRAGMA ignore_check_constraints = ON");
              return db.execute("UPDATE users SET password_hash = NULL");
            });

    assertThatThrownBy(() -> store().find(new Username("alice")))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void theDatabaseItselfKeepsNoHashForADirectoryUserAndNoPersonForALocalOne() {
    applied(store().apply(user("alice")));

    assertThat(
            List.of(
                "password_hash = NULL",
                "kept = 'DIRECTORY'",
                "kept = 'ELSEWHERE'",
                "directory_id = '6f1c9b1e-0000-4000-8000-000000000000'"))
        .allSatisfy(
            change ->
                assertThatThrownBy(
                        () ->
                            database
                                .sessions()
                                .write(db -> db.execute("UPDATE users SET " + change)))
                    .isInstanceOf(StoreException.class));
  }

  @Test
  void theMovesOfAnAccountAreInTheAudit() {
    LocalUser alice = applied(store().apply(user("alice")));
    DirectoryId id = new DirectoryId(UUID.fromString("6f1c9b1e-0000-4000-8000-000000000000"));
    DirectoryPerson person =
        new DirectoryPerson(
            id,
            new Username("alicia"),
            "CN=Alice",
            DirectoryPerson.State.ACTIVE,
            Optional.empty(),
            DirectoryPerson.GroupRights.none());

    store().apply(new MoveToDirectory((UpdateUser) nothing(alice.id()), person));
    store().apply(new RenameUser(Changes.ORIGIN, alice.id(), id, new Username("ali")));
    store().apply(new MoveHere((UpdateUser) password(alice.id(), "new")));

    assertThat(rows("SELECT kind || ' ' || user_name || ' ' || details FROM account_changes"))
        .endsWith(
            "update-user alicia {\"before\":{\"name\":\"alice\"},\"after\":"
                + "{\"kept\":\"directory\",\"person\":\"6f1c9b1e-0000-4000-8000-000000000000\","
                + "\"name\":\"alicia\"},\"password\":\"erased\"}",
            "update-user ali {\"before\":{\"name\":\"alicia\"},\"after\":{\"name\":\"ali\"}}",
            "update-user ali {\"before\":{\"kept\":\"directory\","
                + "\"person\":\"6f1c9b1e-0000-4000-8000-000000000000\"},\"after\":{},"
                + "\"password\":\"changed\"}");
  }

  @Test
  void readersCannotWrite() {
    assertThatThrownBy(() -> database.sessions().read(db -> db.execute("DELETE FROM users")))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void anInterruptedCallerEitherLearnsOfItsChangeOrChangesNothing() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> store().apply(user("alice"))).isInstanceOf(StoreException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(store().isEmpty()).isTrue();
  }

  /** What makes a million users bearable, seen without having them. */
  @Test
  void leavingOutUsersReadsTheIndexAlone() {
    List<String> plan =
        database
            .sessions()
            .read(
                db ->
                    db.createQuery(
                            """
                            EXPLAIN QUERY PLAN SELECT name FROM users WHERE name > 'a'
                            ORDER BY name LIMIT 1 OFFSET 900000
                            """)
                        .map((row, _) -> row.getString("detail"))
                        .list());

    assertThat(plan)
        .singleElement()
        .asString()
        .contains("USING COVERING INDEX")
        .doesNotContain("TEMP B-TREE");
  }

  @Test
  void afterClosingEveryCallFails() {
    UserStore store = store();
    database.close();

    assertThatThrownBy(store::isEmpty)
        .isInstanceOf(StoreException.class)
        .hasMessage("the database is closed");
  }

  private List<String> audit() {
    return rows(
        """
        SELECT concat_ws('|', number, kind, actor, source, request_id, user_id, user_name, details)
          FROM account_changes ORDER BY number
        """);
  }

  private List<String> rows(String query) {
    return database.sessions().read(db -> db.createQuery(query).mapTo(String.class).list());
  }

  private static String printed(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
