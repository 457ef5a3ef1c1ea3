package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Grant;
import io.registrymanager.audit.AuditEntry;
import io.registrymanager.audit.AuditLog.Kept;
import io.registrymanager.audit.AuditQuery;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.User;
import io.registrymanager.identity.Username;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server ends with SIGKILL while clients of the socket and of the API write. How often, the
 * property {@code kills} says.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledProgramIT {
  private static final int KILLS = Integer.getInteger("kills", 15);
  private static final int WRITERS = 4;
  private static final String GONE = "gone";

  @TempDir private Path folder;

  /** What each user must be, by what was acknowledged. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  /** What else a user may be, because nobody knows whether the last change was made. */
  private final Map<String, String> possible = new ConcurrentHashMap<>();

  @Test
  void whatWasAcknowledgedIsThereAndNothingIsHalfDone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int users = 0;
    for (int round = 0; round < KILLS; round++) {
      writeAndKill(round, 1 + random.nextInt(60));
      users = check("round %d, seed %d".formatted(round, seed));
    }
    assertThat(users).isPositive();
  }

  private void writeAndKill(int round, int count) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(count);
    List<Thread> writers = new ArrayList<>();
    try (LaunchedProgram program =
        LaunchedProgram.on(folder.resolve("data"), folder.resolve("output"))) {
      for (int i = 0; i < WRITERS; i++) {
        AdminApi socket = program.socket();
        Sender sender =
            i % 2 == 0
                ? (method, target) -> socket.send(method, target, Optional.empty()).status()
                : api(program.port());
        String prefix = "u" + round + "-" + i + "-";
        writers.add(Thread.ofVirtual().start(() -> write(prefix, sender, left)));
      }
      assertThat(left.await(60, TimeUnit.SECONDS)).as("%d changes", count).isTrue();
      program.kill();
    }
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Sends a request, and fails with an exception if it is not acknowledged. */
  @FunctionalInterface
  private interface Sender {
    int status(String method, String target) throws IOException;
  }

  private void write(String prefix, Sender sender, CountDownLatch left) {
    try {
      for (int i = 0; ; i++) {
        String name = prefix + i;
        String user = "/user?username=" + name;
        assertThat(
                made(
                    name,
                    "team ENABLED",
                    left,
                    sender,
                    "POST",
                    user + "&password=long-enough&namespaces=team"))
            .isEqualTo(201);
        // Two fields in one change, so that half of it could be seen.
        assertThat(
                made(
                    name,
                    "a/b,lib:pull DISABLED",
                    left,
                    sender,
                    "PATCH",
                    user + "&namespaces=lib:pull,a/b&enabled=false"))
            .isEqualTo(200);
        if (i % 3 == 0) {
          assertThat(made(name, GONE, left, sender, "DELETE", user)).isEqualTo(204);
        }
      }
    } catch (CommandFailure | IOException _) {
      // The server is gone.
    }
  }

  private int made(
      String name, String state, CountDownLatch left, Sender sender, String method, String target)
      throws IOException {
    possible.put(name, state);
    int status = sender.status(method, target);
    acknowledged.put(name, state);
    possible.remove(name);
    left.countDown();
    return status;
  }

  private static Sender api(int port) {
    String login =
        RawHttp.basic(
            LaunchedProgram.ADMINISTRATOR.user(), LaunchedProgram.ADMINISTRATOR.password());
    return (method, target) -> {
      try (RawHttp http = RawHttp.connect(port)) {
        return http.request(method, target, login).read().status();
      }
    };
  }

  /** Says how many users there are. */
  private int check(String when) {
    try (Database database =
        Database.open(DatabaseSettings.DEFAULT, folder.resolve("data"), "test")) {
      Map<String, User> users =
          database.users().list(Optional.empty(), Integer.MAX_VALUE).stream()
              .collect(
                  Collectors.toMap(user -> user.account().name().value(), Function.identity()));
      users.remove(LaunchedProgram.ADMINISTRATOR.user());
      Map<String, String> found = new HashMap<>();
      users.forEach((name, user) -> found.put(name, state(user)));
      possible.forEach(
          (name, state) -> {
            if (found.getOrDefault(name, GONE).equals(state)) {
              acknowledged.put(name, state); // it was made after all
            }
          });
      possible.clear();
      acknowledged.values().removeIf(GONE::equals);
      assertThat(found).as(when).isEqualTo(acknowledged);
      users.forEach(
          (name, user) ->
              assertThat(audited(database, name))
                  .as("%s: the audit of %s", when, name)
                  .hasSize((int) user.revision().version()));
      return users.size();
    }
  }

  private static String state(User user) {
    return user.account().grants().stream()
            .map(Grant::toString)
            .sorted()
            .collect(Collectors.joining(","))
        + " "
        + (user.account().status() == AccountStatus.ENABLED ? "ENABLED" : "DISABLED");
  }

  private static List<AuditEntry> audited(Database database, String name) {
    AuditQuery all = AuditQuery.newest(100);
    AuditQuery about =
        new AuditQuery(
            all.since(),
            all.until(),
            Optional.of(new Username(name)),
            all.repository(),
            all.kind(),
            all.after(),
            all.limit());
    return database.audit().find(about).stream().map(Kept::entry).toList();
  }
}
