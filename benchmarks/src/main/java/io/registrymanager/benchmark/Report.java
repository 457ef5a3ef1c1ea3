package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything one run found out; written as JSON, so that a later run can be compared with it. */
record Report(
    String date,
    Machine machine,
    int rounds,
    double seconds,
    List<RowReport> rows,
    Optional<Startup> startup,
    Optional<ManyUsers> users) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Report read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Report.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  Optional<RowReport> row(String name) {
    return rows.stream().filter(row -> row.row().equals(name)).findFirst();
  }

  /** For people; Markdown at the same time. */
  String text(Optional<Report> earlier) {
    String start = startup.map(one -> "\n" + one + "\n").orElse("");
    String many = users.map(one -> "\n" + one + "\n").orElse("");
    return "%s, %d rounds of %.0f s%n%s%n%n%s%s%s"
        .formatted(date, rounds, seconds, machine, table(earlier), start, many);
  }

  private String table(Optional<Report> earlier) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| work | proxy | CPU | ratio | spread | rate | p50 µs | p99 µs | proxy core | generator core |%s%n"
            .formatted(earlier.isPresent() ? " ratio before |" : ""));
    text.append(
        "|---|---|---|---|---|---|---|---|---|---|%s%n"
            .formatted(earlier.isPresent() ? "---|" : ""));
    for (RowReport row : rows) {
      for (PeerReport peer : row.peers()) {
        text.append(line(row, peer)).append(before(earlier, row, peer)).append('\n');
      }
    }
    return text.toString();
  }

  private static String line(RowReport row, PeerReport peer) {
    Sample median = peer.median();
    return "| %s | %s | %.3g %s | %.2f | %.0f %% | %.3g %s | %s | %s | %.0f %% | %.0f %% |"
        .formatted(
            row.what(),
            peer.peer(),
            median.cost(),
            row.unit().label(),
            row.ratio(peer),
            peer.spread() * 100,
            median.rate(),
            row.unit().rateLabel(),
            micros(median.p50Micros()),
            micros(median.p99Micros()),
            median.peerBusy() * 100,
            median.generatorBusy() * 100);
  }

  private static String micros(double value) {
    return value == 0 ? "–" : "%.0f".formatted(value);
  }

  private static String before(Optional<Report> earlier, RowReport row, PeerReport peer) {
    if (earlier.isEmpty()) {
      return "";
    }
    OptionalDouble ratio =
        earlier
            .flatMap(report -> report.row(row.row()))
            .map(found -> found.ratioOf(peer.peer()))
            .orElse(OptionalDouble.empty());
    return ratio.isPresent() ? " %.2f |".formatted(ratio.getAsDouble()) : " – |";
  }
}
