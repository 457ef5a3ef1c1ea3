package io.registrymanager.store;

import static io.registrymanager.audit.Events.START;
import static io.registrymanager.audit.Events.denied;
import static io.registrymanager.audit.Events.login;
import static io.registrymanager.audit.Events.pull;
import static io.registrymanager.audit.Events.refused;
import static io.registrymanager.store.Changes.applied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditEvent;
import io.registrymanager.audit.AuditId;
import io.registrymanager.audit.AuditKind;
import io.registrymanager.audit.AuditLog;
import io.registrymanager.audit.AuditLog.Kept;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.RepositoryName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseAuditLogTest {
  private static final Optional<AuditId> FROM_THE_START = Optional.empty();

  @TempDir private Path folder;
  private Database database;
  private AuditLog log;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "1.0");
    log = database.audit();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsWrittenIsReadAgainNewestFirst() {
    List<AuditEvent> events =
        List.of(
            login(1, "alice"),
            pull(2, "alice", "team/app"),
            denied(3, "bob", "secret/app"),
            refused(4, "carol"));
    log.write(events);
    assertThat(log.find(AuditQuery.newest(10)).stream().map(Kept::entry).map(Object::toString))
        .containsExactlyElementsOf(
            events.reversed().stream().map(AuditEntry::of).map(Object::toString).toList());
  }

  @Test
  void accountChangesAndEventsAreOneListInOrderOfTime() {
    Instant before = Instant.now();
    LocalUser user = applied(database.users().apply(Changes.user("alice", "team")));
    log.write(
        List.of(
            eventAt(before.minusSeconds(60), "old/app"), eventAt(before.plusSeconds(60), "new")));
    applied(database.users().apply(Changes.grant(user.id(), "lib")));

    assertThat(kinds(AuditQuery.newest(10)))
        .containsExactly("pull-manifest", "update-user", "create-user", "pull-manifest");
    Kept update = log.find(AuditQuery.newest(10)).get(1);
    assertThat(update.entry().actor()).isEqualTo("socket:uid=1000");
    assertThat(update.entry().user()).isEqualTo("alice");
    assertThat(update.entry().circumstances().source()).isEqualTo("192.0.2.7");
    assertThat(update.entry().details().toString())
        .isEqualTo("{before={grants=[team]}, after={grants=[lib]}}");
  }

  /** Ten of each, at three moments: much that nothing but the number tells apart. */
  @Test
  void aWalkFindsEveryEntryOnceAlsoWhileOthersComeAndGo() {
    for (int i = 0; i < 10; i++) {
      applied(database.users().apply(Changes.user("user" + i)));
    }
    Instant now = log.find(AuditQuery.newest(1)).getFirst().id().at();
    for (int i = 0; i < 20; i++) {
      log.write(List.of(eventAt(now.minusMillis(i % 3), "team/app" + i)));
    }
    List<String> all =
        log.find(AuditQuery.newest(100)).stream().map(k -> k.id().toString()).toList();

    List<String> walked = new ArrayList<>();
    Optional<AuditId> after = FROM_THE_START;
    while (true) {
      List<Kept> page = log.find(after(after, 4));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(kept -> walked.add(kept.id().toString()));
      after = Optional.of(page.getLast().id());
      log.write(List.of(eventAt(now.plusSeconds(1), "later")));
    }
    assertThat(all).hasSize(30);
    assertThat(walked).containsExactlyElementsOf(all);
  }

  @Test
  void timesAreFromAndBefore() {
    log.write(List.of(login(1, "a"), login(2, "b"), login(3, "c"), login(4, "d")));
    assertThat(users(between(START.plusMillis(2), START.plusMillis(4)))).containsExactly("c", "b");
    // Entries are kept to the millisecond.
    assertThat(users(between(START.plusNanos(2_000_001), START.plusNanos(3_000_001))))
        .containsExactly("c");
  }

  @Test
  void aUserIsWhomItIsAboutAndWhoDidIt() {
    LocalUser root = applied(database.users().apply(Changes.administrator("root")));
    applied(database.users().apply(Changes.by(root, "alice")));
    applied(database.users().apply(Changes.by(root, "rooty")));
    log.write(List.of(login(1, "root"), login(2, "rooty"), refused(3, "root")));

    assertThat(kinds(about("root")))
        .containsExactly(
            "create-user", "create-user", "create-user", "login-refused", "first-login");
    assertThat(kinds(about("rooty"))).containsExactly("create-user", "first-login");
    assertThat(kinds(about("nobody"))).isEmpty();
  }

  @Test
  void aRepositoryAndAKindChooseToo() {
    applied(database.users().apply(Changes.user("alice")));
    log.write(
        List.of(
            pull(1, "alice", "team/app"),
            pull(2, "alice", "team/app2"),
            denied(3, "alice", "team/app")));
    assertThat(kinds(in("team/app"))).containsExactly("access-denied", "pull-manifest");
    assertThat(kinds(of(AuditKind.CREATE_USER))).containsExactly("create-user");
    assertThat(kinds(of(AuditKind.PULL_MANIFEST))).hasSize(2);
  }

  @Test
  void theOldestAreForgottenSoManyAtATime() {
    Instant now = Instant.now();
    applied(database.users().apply(Changes.user("alice")));
    log.write(List.of(login(1, "a"), login(2, "b"), login(3, "c"), eventAt(now, "team/app")));

    assertThat(log.prune(START.plusMillis(3), 1)).isEqualTo(1);
    assertThat(users(AuditQuery.newest(10))).doesNotContain("a").contains("b", "c");
    assertThat(log.prune(START.plusMillis(3), 10)).isEqualTo(1);
    assertThat(log.prune(START.plusMillis(3), 10)).isZero();
    assertThat(log.find(AuditQuery.newest(10))).hasSize(3);
    assertThat(log.prune(now.plusSeconds(1), 10)).isEqualTo(3);
    assertThat(database.users().find(new Username("alice"))).isPresent();
  }

  @Test
  void aBatchIsKeptWholeOrNotAtAll() {
    database
        .sessions()
        .write(
            db ->
                db.execute(
                    "CREATE TRIGGER no BEFORE INSERT ON audit_events WHEN new.user_name = 'bob'"
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END"));
    assertThat(catchThrowable(() -> log.write(List.of(login(1, "alice"), login(2, "bob")))))
        .isInstanceOf(StoreException.class);
    assertThat(log.find(AuditQuery.newest(10))).isEmpty();
  }

  /** With millions of rows a sort or a scan would be an outage. */
  @Test
  void everyQuestionIsAnsweredByAnIndexWithoutSortingTheTable() {
    List<AuditQuery> questions =
        List.of(
            AuditQuery.newest(50),
            about("alice"),
            in("team/app"),
            of(AuditKind.PULL_MANIFEST),
            between(START, START.plusSeconds(1)),
            after(Optional.of(new AuditId(START, AuditId.Part.EVENT, 7)), 50));
    for (AuditQuery question : questions) {
      List<String> plan =
          database.sessions().read(db -> AuditQueries.plan(db, question)).stream()
              .filter(line -> line.contains("audit_events") || line.contains("account_changes"))
              .toList();
      assertThat(plan).as("%s", question).isNotEmpty().allMatch(line -> line.contains("INDEX"));
    }
  }

  @Test
  void nothingBlocksAnEventLoop() {
    List<Runnable> calls =
        List.of(
            () -> log.write(List.of(login(1, "alice"))),
            () -> log.find(AuditQuery.newest(1)),
            () -> log.prune(START, 1));
    for (Runnable call : calls) {
      assertThat(Together.failureOnEventLoop(call)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static AuditEvent eventAt(Instant at, String repository) {
    return pull(Duration.between(START, at).toMillis(), "alice", repository);
  }

  private List<String> kinds(AuditQuery query) {
    return log.find(query).stream().map(kept -> kept.entry().kind().word()).toList();
  }

  private List<String> users(AuditQuery query) {
    return log.find(query).stream().map(kept -> kept.entry().user()).toList();
  }

  private static AuditQuery after(Optional<AuditId> after, int limit) {
    AuditQuery all = AuditQuery.newest(limit);
    return new AuditQuery(
        all.since(), all.until(), all.user(), all.repository(), all.kind(), after, limit);
  }

  private static AuditQuery between(Instant since, Instant until) {
    AuditQuery all = AuditQuery.newest(50);
    return new AuditQuery(
        Optional.of(since),
        Optional.of(until),
        all.user(),
        all.repository(),
        all.kind(),
        all.after(),
        50);
  }

  private static AuditQuery about(String user) {
    AuditQuery all = AuditQuery.newest(50);
    return new AuditQuery(
        all.since(),
        all.until(),
        Optional.of(new Username(user)),
        all.repository(),
        all.kind(),
        all.after(),
        50);
  }

  private static AuditQuery in(String repository) {
    AuditQuery all = AuditQuery.newest(50);
    return new AuditQuery(
        all.since(),
        all.until(),
        all.user(),
        RepositoryName.parse(repository),
        all.kind(),
        all.after(),
        50);
  }

  private static AuditQuery of(AuditKind kind) {
    AuditQuery all = AuditQuery.newest(50);
    return new AuditQuery(
        all.since(), all.until(), all.user(), all.repository(), Optional.of(kind), all.after(), 50);
  }
}
