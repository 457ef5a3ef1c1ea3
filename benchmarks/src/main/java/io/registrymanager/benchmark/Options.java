package io.registrymanager.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a run is asked for.
 *
 * @param root the project's folder
 * @param rows names of loads, {@link #START} and {@link #USERS}
 * @param peers names; ratios are to the first that runs
 * @param out where the report goes
 */
record Options(
    Path root,
    int rounds,
    Duration window,
    List<String> rows,
    List<String> peers,
    Optional<Path> compare,
    Path out) {
  /** A row that is not a load. */
  static final String START = "start";

  /** Another that is none; only when asked for, since it takes a minute. */
  static final String USERS = "users";

  static String usage() {
    return """
    Usage: ./bench [options]
           ./bench catalog      pages of lists, with 100,000 and 1,000,000 repositories
           ./bench oracle       whether time tells who exists, and what exists

      --rounds N      rounds after warm-up, each peer once in each (5)
      --seconds S     length of one window (5)
      --rows A,B      some of: start, users, %s
      --peers A,B     some of: %s
      --compare FILE  report.json of an earlier run
      --out DIR       where report.json and table.md go (benchmarks/target/results)
    """
        .formatted(
            String.join(", ", Row.all().stream().map(Row::name).toList()),
            String.join(", ", Bench.PEERS));
  }

  static Options parse(Path root, List<String> arguments) {
    Options options =
        new Options(
            root,
            5,
            Duration.ofSeconds(5),
            List.of(),
            Bench.PEERS,
            Optional.empty(),
            root.resolve("benchmarks/target/results"));
    for (int i = 0; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(arguments.get(i) + " needs a value.");
      }
      options = options.with(arguments.get(i), arguments.get(i + 1));
    }
    return options;
  }

  private Options with(String option, String value) {
    return switch (option) {
      case "--rounds" ->
          new Options(root, Integer.parseInt(value), window, rows, peers, compare, out);
      case "--seconds" -> new Options(root, rounds, seconds(value), rows, peers, compare, out);
      case "--rows" -> new Options(root, rounds, window, list(value), peers, compare, out);
      case "--peers" -> new Options(root, rounds, window, rows, list(value), compare, out);
      case "--compare" ->
          new Options(root, rounds, window, rows, peers, Optional.of(Path.of(value)), out);
      case "--out" -> new Options(root, rounds, window, rows, peers, compare, Path.of(value));
      default -> throw new IllegalArgumentException("There is no option \"" + option + "\".");
    };
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
  }

  private static List<String> list(String value) {
    return Arrays.asList(value.split(",", -1));
  }

  boolean asksForStart() {
    return rows.isEmpty() || rows.contains(START);
  }

  boolean asksForUsers() {
    return rows.contains(USERS);
  }

  /** The loads to measure, in the order asked for. */
  List<Row> loads() {
    return rows.isEmpty()
        ? Row.all()
        : rows.stream()
            .filter(name -> !name.equals(START) && !name.equals(USERS))
            .map(Row::named)
            .toList();
  }
}
