package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the peers, measures every row, and reports. */
final class Bench {
  private static final String OURS = "registrymanager";

  /** A second nginx is in every run: its distance from the first is the noise. */
  static final List<String> PEERS = List.of("nginx", OURS, "nginx again");

  private static final int STARTS = 5;

  private final Options options;
  private final RegistryManager ours;

  private Bench(Options options) {
    this.options = options;
    this.ours = new RegistryManager(OURS, options.root());
  }

  /**
   * Runs, pinned to the second core by {@code ./bench}.
   *
   * @param arguments the project's folder, then options
   */
  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    try {
      Path root = Path.of(given.getFirst());
      if (given.size() > 1 && given.get(1).equals("catalog")) {
        new CatalogBench(root).run(root.resolve("benchmarks/target/results"));
      } else if (given.size() > 1 && given.get(1).equals("oracle")) {
        new TimeOracle(root).run(root.resolve("benchmarks/target/results"));
      } else {
        new Bench(Options.parse(root, given.subList(1, given.size()))).run();
      }
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println(Options.usage());
      System.exit(2);
    }
  }

  private void run() throws IOException {
    List<Row> loads = options.loads();
    List<Peer> peers = options.peers().stream().map(this::peer).toList();
    Optional<Report> earlier = Optional.empty();
    if (options.compare().isPresent()) {
      earlier = Optional.of(Report.read(options.compare().get()));
    }
    Path work = Files.createTempDirectory("registrymanager-bench");
    try (Upstream upstream = new Upstream(work)) {
      Optional<Startup> startup = Optional.empty();
      if (options.asksForStart()) {
        startup =
            Optional.of(Startup.measure(ours, work.resolve("start"), upstream.port(), STARTS));
      }
      Optional<ManyUsers> users = Optional.empty();
      if (options.asksForUsers()) {
        users = Optional.of(ManyUsers.measure(ours, work.resolve("users"), upstream.port()));
      }
      report(
          new Report(
              LocalDate.now(ZoneOffset.UTC).toString(),
              Machine.here(),
              options.rounds(),
              options.window().toMillis() / 1e3,
              measure(loads, peers, work, upstream.port()),
              startup,
              users),
          earlier);
    }
    remove(work); // kept after a failure: what the peers said lies there
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Peer peer(String name) {
    if (!PEERS.contains(name)) {
      throw new IllegalArgumentException("There is no peer \"" + name + "\".");
    }
    return name.equals(OURS) ? ours : new Nginx(name);
  }

  private List<RowReport> measure(List<Row> loads, List<Peer> peers, Path work, int upstreamPort)
      throws IOException {
    List<RunningPeer> running = new ArrayList<>();
    try {
      for (Peer peer : loads.isEmpty() ? List.<Peer>of() : peers) {
        Path folder = Files.createDirectory(work.resolve(peer.name().replace(' ', '-')));
        running.add(peer.start(folder, upstreamPort));
      }
      Rounds rounds = new Rounds(running, options.rounds(), options.window());
      List<RowReport> rows = new ArrayList<>();
      for (Row row : loads) {
        rows.add(rounds.measure(row));
      }
      return rows;
    } finally {
      running.forEach(RunningPeer::close);
    }
  }

  private void report(Report report, Optional<Report> earlier) throws IOException {
    String text = report.text(earlier);
    Files.createDirectories(options.out());
    report.write(options.out().resolve("report.json"));
    Files.writeString(options.out().resolve("table.md"), text);
    System.out.printf("%n%s%nwritten to %s%n", text, options.out());
  }
}
