package io.registrymanager.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How a run is asked for: each option once, with its value. */
record Options(Path root, Map<String, String> given) {
  private static final Set<String> KNOWN =
      Set.of(
          "--rounds",
          "--seconds",
          "--warm-up",
          "--rows",
          "--peers",
          "--compare",
          "--with",
          "--json",
          "--plot",
          "--out");

  Options {
    given = Map.copyOf(given);
  }

  static String usage() {
    return """
    Usage: ./bench [options]
           ./bench catalog          pages of lists, with 100,000 and 1,000,000 repositories
           ./bench jmh [options]    parser, decision and printing by JMH, with what they allocate
           ./bench oracle           whether time tells who exists, and what exists

      --rounds N      rounds after warm-up, everyone once in each (7)
      --seconds S     length of one window (5)
      --warm-up S     for each peer and row, before the first round (10)
      --rows A,B      some of: %s,
                      %s; "none" to look at --with only
      --peers A,B     some of: %s
      --compare FILE  JSON of an earlier run
      --with A,B      JSON of other parts of this run: the report is of all
      --json FILE     where the JSON goes (OUT/report.json)
      --plot FILE     where the plot goes, SVG (OUT/plot.svg)
      --out DIR       where the table goes (benchmarks/target/results)
    """
        .formatted(
            String.join(", ", Row.all().stream().map(Row::name).toList()),
            String.join(", ", Arrays.stream(Experiment.values()).map(Experiment::label).toList()),
            String.join(", ", Field.names().stream().map(Options::shellName).toList()));
  }

  static Options parse(Path root, List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!KNOWN.contains(option)) {
        throw new IllegalArgumentException("There is no option \"" + option + "\".");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value.");
      }
      given.put(option, arguments.get(i + 1));
    }
    return new Options(root, given);
  }

  private Optional<String> value(String option) {
    return Optional.ofNullable(given.get(option));
  }

  private List<String> list(String option) {
    return value(option).map(text -> List.of(text.split(",", -1))).orElse(List.of());
  }

  int rounds() {
    return value("--rounds").map(Integer::parseInt).orElse(7);
  }

  Duration window() {
    return seconds("--seconds", 5);
  }

  Duration warmUp() {
    return seconds("--warm-up", 10);
  }

  private Duration seconds(String option, double otherwise) {
    double seconds = value(option).map(Double::parseDouble).orElse(otherwise);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** The loads to measure, in the order asked for. */
  List<Row> loads() {
    return rows().stream()
        .filter(name -> Experiment.named(name).isEmpty())
        .map(Row::named)
        .toList();
  }

  List<Experiment> experiments() {
    return rows().stream().flatMap(name -> Experiment.named(name).stream()).toList();
  }

  private List<String> rows() {
    List<String> all =
        Stream.concat(
                Row.all().stream().map(Row::name),
                Arrays.stream(Experiment.values()).map(Experiment::label))
            .toList();
    return switch (value("--rows").orElse("all")) {
      case "all" -> all;
      case "none" -> List.of();
      default -> list("--rows");
    };
  }

  /** A peer's name without commas and spaces. */
  private static String shellName(String peer) {
    return peer.replaceAll("[^a-z]+", "-");
  }

  /** Names of peers; empty: all. */
  Set<String> peers() {
    Set<String> peers = new TreeSet<>();
    for (String asked : list("--peers")) {
      peers.add(
          Field.names().stream()
              .filter(name -> shellName(name).equals(asked))
              .findAny()
              .orElseThrow(
                  () -> new IllegalArgumentException("There is no peer \"" + asked + "\".")));
    }
    return peers;
  }

  Optional<Path> compare() {
    return value("--compare").map(Path::of);
  }

  List<Path> parts() {
    return list("--with").stream().map(Path::of).toList();
  }

  Path out() {
    return value("--out").map(Path::of).orElse(root.resolve("benchmarks/target/results"));
  }

  Path json() {
    return value("--json").map(Path::of).orElse(out().resolve("report.json"));
  }

  Path plot() {
    return value("--plot").map(Path::of).orElse(out().resolve("plot.svg"));
  }
}
