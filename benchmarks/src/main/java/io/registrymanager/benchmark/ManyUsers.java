package io.registrymanager.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * How long the management API takes with a million users, one request after another on one
 * connection, and a first login besides its hash: hashing is made as cheap as it goes, for what it
 * costs is a setting.
 */
final class ManyUsers {
  private static final int USERS = 1_000_000;
  private static final String PASSWORD = "the-bench-password";
  private static final String ADMIN = basic("admin");
  private static final int WARM_UP = 300;

  /** Every user like the administrator, but for name and rights: hashing a million takes hours. */
  private static final List<String> FILL =
      List.of(
          """
          INSERT INTO users (name, role, status, password_hash, version, credential_version,
                             created_at, updated_at)
          WITH RECURSIVE numbers (i) AS
            (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d - 1)
          SELECT printf('user-%%07d', i * 7919 %% %d), 'USER', 'ENABLED',
                 (SELECT password_hash FROM users WHERE name = 'admin'), 1, 1, 0, 0
            FROM numbers
          """
              .formatted(USERS, USERS),
          """
          INSERT INTO grants (user_id, namespace, level)
          SELECT id, 'team-' || id % 1000, 'PUSH' FROM users WHERE role = 'USER'
          """);

  private ManyUsers() {}

  static List<Finding> run(Bed bed) throws IOException {
    start(bed).close(); // makes the store
    fill(bed.work().resolve("data").resolve("registrymanager.db"));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    try (RunningPeer running = start(bed)) {
      String url = "http://127.0.0.1:" + running.port();
      Random random = new Random(1);
      IntFunction<String> name = _ -> "user-%07d".formatted(random.nextInt(USERS));
      times.put(
          "GET /user?username=",
          repeated(1000, i -> timed(url + "/user?username=" + name.apply(i), ADMIN)));
      // Each name once: the second login of a name is remembered.
      times.put("first login", repeated(1000, i -> timed(url + "/user", basic(numbered(i)))));
      times.put("first page of /users", repeated(300, _ -> timed(url + "/users", ADMIN)));
      times.put(
          "GET /users?after=",
          repeated(300, i -> timed(url + "/users?after=" + name.apply(i), ADMIN)));
      times.put(
          "GET /users?offset=900000",
          repeated(100, _ -> timed(url + "/users?offset=900000", ADMIN)));
    }
    return List.of(finding(times));
  }

  private static Finding finding(Map<String, List<Double>> times) {
    List<Figure> figures = new ArrayList<>();
    times.forEach(
        (what, sorted) -> {
          double budget = what.contains("offset") ? 60 : 2;
          double p99 = sorted.get((int) (sorted.size() * 0.99));
          figures.add(Figure.atMost(budget, what + ", p50", sorted.get(sorted.size() / 2), "ms"));
          figures.add(Figure.of(what + ", p99", p99, "ms"));
        });
    return new Finding(Experiment.USERS.label(), "with %,d users".formatted(USERS), figures);
  }

  private static RunningPeer start(Bed bed) throws IOException {
    int port = Sockets.freePort();
    List<String> settings =
        List.of(
            "authentication.argon2-memory=8",
            "authentication.argon2-iterations=1",
            "admin.password=" + PASSWORD);
    List<String> command = bed.ours().serve(bed.work(), port, bed.upstream().port(), settings);
    Process process = Peer.launch(Peer.pinned(command), bed.work());
    Probe.await(process, port, "/health/live", 200);
    return new RunningPeer(bed.ours().name(), port, process);
  }

  private static void fill(Path database) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : FILL) {
        statement.executeUpdate(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** One request; a failure ends the run. */
  @FunctionalInterface
  private interface Asked {
    double milliseconds(int number) throws IOException;
  }

  private static List<Double> repeated(int times, Asked asked) throws IOException {
    List<Double> all = new ArrayList<>();
    for (int i = -WARM_UP; i < times; i++) {
      double milliseconds = asked.milliseconds(i);
      if (i >= 0) {
        all.add(milliseconds);
      }
    }
    return all.stream().sorted().toList();
  }

  private static double timed(String url, String authorization) throws IOException {
    long begin = System.nanoTime();
    if (URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection) {
      connection.setRequestProperty("Authorization", authorization);
      if (connection.getResponseCode() != 200) {
        throw new IOException(connection.getResponseCode() + " from " + url);
      }
      connection.getInputStream().readAllBytes();
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static String numbered(int i) {
    return "user-%07d".formatted(Math.floorMod(i * 613L, USERS));
  }

  private static String basic(String name) {
    byte[] pair = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
