package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures every row that is asked for, and reports. */
final class Bench {
  private final Options options;

  private Bench(Options options) {
    this.options = options;
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
    List<Experiment> experiments = options.experiments();
    Optional<Report> earlier = Optional.empty();
    if (options.compare().isPresent()) {
      earlier = Optional.of(Report.read(options.compare().get()));
    }
    Path work = Files.createTempDirectory("registrymanager-bench");
    // For peers that run as somebody else.
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
    try (Upstream upstream = new Upstream(work);
        Peers peers = new Peers(work, upstream.port(), options.peers())) {
      Rounds rounds = new Rounds(upstream, options.warmUp(), options.rounds(), options.window());
      List<RowReport> rows = new ArrayList<>();
      List<Finding> findings = new ArrayList<>();
      for (Experiment experiment : experiments) {
        Results results = experiment.run(new Bed(options.root(), work, upstream, rounds));
        rows.addAll(results.rows());
        findings.addAll(results.findings());
      }
      for (Row row : loads) {
        rows.add(measure(row, peers, rounds));
      }
      report(whole(rows, findings), earlier);
    }
    remove(work); // kept after a failure: what the peers said lies there
  }

  private RowReport measure(Row row, Peers peers, Rounds rounds) throws IOException {
    List<Contender> contenders =
        peers.running(row.field().peers(options.root())).stream()
            .map(peer -> new Contender(peer, row.load()))
            .toList();
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException("None of those peers takes part in " + row.name() + ".");
    }
    return rounds.measure(row.name(), row.what(), contenders, row.field().goals());
  }

  private Report whole(List<RowReport> rows, List<Finding> findings) throws IOException {
    Report report =
        new Report(
            LocalDate.now(ZoneOffset.UTC).toString(),
            Machine.here(),
            options.rounds(),
            options.window().toMillis() / 1e3,
            rows,
            findings);
    for (Path part : options.parts().reversed()) {
      report = report.behind(Report.read(part));
    }
    return report;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void report(Report report, Optional<Report> earlier) throws IOException {
    String text = new Tables(report, earlier).text();
    Files.createDirectories(options.out());
    report.write(options.json());
    Files.writeString(options.plot(), Plot.of(report));
    Files.writeString(options.out().resolve("table.md"), text);
    System.out.printf("%n%s%nwritten to %s%n", text, options.out());
  }
}
