package io.registrymanager.benchmark;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
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
  private static final String ADMIN = Credentials.basic("admin", Population.PASSWORD);
  private static final int WARM_UP = 300;

  private ManyUsers() {}

  static Results run(Bed bed) throws IOException {
    start(bed).close(); // makes the store
    Population.fill(bed.work().resolve("data"), USERS, 1_000);
    Map<String, List<Double>> times = new LinkedHashMap<>();
    try (RunningPeer running = start(bed)) {
      String url = "http://127.0.0.1:" + running.port();
      Random random = new Random(1);
      IntFunction<String> name = _ -> Population.name(random.nextInt(USERS));
      times.put(
          "GET /user?username=",
          repeated(1000, i -> timed(url + "/user?username=" + name.apply(i), ADMIN)));
      // Each name once: the second login of a name is remembered.
      times.put("first login", repeated(1000, i -> timed(url + "/user", first(i))));
      times.put("first page of /users", repeated(300, _ -> timed(url + "/users", ADMIN)));
      times.put(
          "GET /users?after=",
          repeated(300, i -> timed(url + "/users?after=" + name.apply(i), ADMIN)));
      times.put(
          "GET /users?offset=900000",
          repeated(100, _ -> timed(url + "/users?offset=900000", ADMIN)));
    }
    return Results.of(finding(times));
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
    List<String> settings =
        List.of(
            "authentication.argon2-memory=8",
            "authentication.argon2-iterations=1",
            Population.setting());
    return bed.ours()
        .launch(bed.work(), bed.upstream().port(), settings, List.of("taskset", "-c", "0"));
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

  /** Somebody who was not seen before. */
  private static String first(int i) {
    return Population.authorization(Math.floorMod(i * 613, USERS));
  }
}
