package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a page of the catalog costs beside the registry's own, with 100,000 real repositories and
 * with 1,000,000 in the index; and what a pull costs beside a crawl. {@code ./bench catalog}.
 */
final class CatalogBench {
  private static final int SPACES = 2_000;
  private static final int EACH = 50;
  private static final int BIG_SPACES = 18_000;
  private static final int PAGE = 100;
  private static final int ASKED = 200;
  private static final int ASKED_OF_REGISTRY = 3;
  private static final int PULLS = 10_000;
  private static final String ADMIN = "admin:bench-administrator";
  private static final String SECRET = "bench-notifications";

  private final Path root;
  private final StringBuilder table = new StringBuilder();

  CatalogBench(Path root) {
    this.root = root;
  }

  /** Somebody who lists, and the names around which its pages lie. */
  private record Asker(String what, String login, List<String> spaces) {
    /** A cursor at that part of what it sees. */
    String cursor(double part) {
      return spaces.get((int) (part * (spaces.size() - 1))) + "/r00";
    }
  }

  void run(Path out) throws IOException {
    Path work = Files.createTempDirectory("registrymanager-bench");
    List<String> small = spaces("ns", SPACES, 1);
    try (RealCatalog registry = RealCatalog.start(work, small, EACH, "0,1")) {
      RegistryManager ours = new RegistryManager(root);
      List<String> more =
          List.of(
              "admin.password=" + ADMIN.substring(ADMIN.indexOf(':') + 1),
              "catalog.notification-secret=" + SECRET,
              "catalog.looks-per-second=2000");
      try (RunningPeer peer =
          ours.start(Files.createDirectory(work.resolve("ours")), registry.port(), more)) {
        CatalogClient client = new CatalogClient(peer.port(), ADMIN);
        say(
            "first crawl of %,d repositories: %.0f s until lists come from the index"
                .formatted(SPACES * EACH, client.awaitListed()));
        pages("100,000 real repositories", client, registry, askers(client, "a", small), small);
        client.awaitIdle(); // a crawl would look into all that is told of now
        client.fill(SECRET, spaces("big", BIG_SPACES, 1), EACH);
        pages(
            "1,000,000 in the index",
            client,
            registry,
            askers(client, "b", spaces("big", BIG_SPACES, 9)),
            small);
        beside(client);
      }
    }
    Files.createDirectories(out);
    Files.writeString(out.resolve("catalog.md"), table);
  }

  private void say(String line) {
    System.out.println(line);
    table.append(line).append("\n\n");
  }

  private static List<String> spaces(String name, int count, int step) {
    return IntStream.iterate(0, i -> i < count, i -> i + step)
        .mapToObj(i -> String.format(Locale.ROOT, "%s%05d", name, i))
        .toList();
  }

  private static List<Asker> askers(CatalogClient client, String tag, List<String> spaces)
      throws IOException {
    List<Asker> askers = new ArrayList<>();
    for (int count : new int[] {1, 20, 2_000}) {
      int step = Math.max(1, spaces.size() / count);
      List<String> some =
          IntStream.range(0, count)
              .mapToObj(i -> spaces.get(Math.min(i * step, spaces.size() - 1)))
              .toList();
      askers.add(new Asker(count + " namespaces", client.user(tag + count, some), some));
    }
    List<String> nothing = spaces.stream().map(space -> space + "-none").limit(2_000).toList();
    askers.add(
        new Asker("2000 namespaces, all empty", client.user(tag + "none", nothing), nothing));
    askers.add(new Asker("administrator", ADMIN, spaces));
    return askers;
  }

  private void pages(
      String what,
      CatalogClient client,
      RealCatalog registry,
      List<Asker> askers,
      List<String> small)
      throws IOException {
    say("A page of %d, %s, median (and 99th percentile) in ms:".formatted(PAGE, what));
    table.append("| who | first | middle | last |\n|---|---|---|---|\n");
    for (Asker asker : askers) {
      row(client, asker, "registrymanager, " + asker.what(), ASKED);
    }
    CatalogClient direct = new CatalogClient(registry.port(), "");
    row(direct, new Asker("", "", small), "the registry itself (100,000)", ASKED_OF_REGISTRY);
    table.append('\n');
  }

  private void row(CatalogClient client, Asker asker, String name, int times) throws IOException {
    StringBuilder line = new StringBuilder("| ").append(name);
    for (String last : List.of("", asker.cursor(0.5), asker.cursor(1))) {
      String target = "/v2/_catalog?n=" + PAGE + (last.isEmpty() ? "" : "&last=" + last);
      Latencies latencies = client.time(target, asker.login(), times, 0);
      line.append(
          " | %.2f (%.2f)".formatted(latencies.micros(0.5) / 1e3, latencies.micros(0.99) / 1e3));
    }
    System.out.println(line + " |");
    table.append(line).append(" |\n");
  }

  private void beside(CatalogClient client) throws IOException {
    String manifest = client.pushManifest("ns00000/pulled");
    client.time(manifest, ADMIN, PULLS, 0);
    Latencies quiet = client.time(manifest, ADMIN, PULLS, 2_000);
    client.crawl();
    Latencies busy = client.time(manifest, ADMIN, PULLS, 2_000);
    say(
        "GET of a manifest, one after the other, 500/s at most: p50 %.0f µs, p99 %.0f µs quiet; p50 %.0f µs, p99 %.0f µs beside a crawl: p99 x %.2f"
            .formatted(
                quiet.micros(0.5),
                quiet.micros(0.99),
                busy.micros(0.5),
                busy.micros(0.99),
                busy.micros(0.99) / quiet.micros(0.99)));
  }
}
