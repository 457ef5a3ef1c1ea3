package io.registrymanager.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A report for people; Markdown at the same time. */
final class Tables {
  private final Report report;
  private final Optional<Report> earlier;

  /**
   * Prints {@code report}.
   *
   * @param earlier what its ratios are compared with
   */
  Tables(Report report, Optional<Report> earlier) {
    this.report = report;
    this.earlier = earlier;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %d rounds of %.0f s%n%s%n"
            .formatted(report.date(), report.rounds(), report.seconds(), report.machine()));
    if (!report.rows().isEmpty()) {
      text.append(rows()).append(added()).append(outcomes());
    }
    report.findings().forEach(finding -> text.append(finding(finding)));
    return text.toString();
  }

  private String rows() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n| work | proxy | CPU | ratio | spread | rate | p50 µs | p99 µs | proxy core | generator core |%s%n"
            .formatted(earlier.isPresent() ? " ratio before |" : ""));
    text.append(
        "|---|---|---|---|---|---|---|---|---|---|%s%n"
            .formatted(earlier.isPresent() ? "---|" : ""));
    for (RowReport row : report.rows()) {
      for (PeerReport peer : row.peers()) {
        text.append(line(row, peer)).append(before(row, peer)).append('\n');
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

  private String before(RowReport row, PeerReport peer) {
    if (earlier.isEmpty()) {
      return "";
    }
    OptionalDouble ratio =
        earlier
            .flatMap(before -> before.row(row.row()))
            .map(found -> found.ratioOf(peer.peer()))
            .orElse(OptionalDouble.empty());
    return ratio.isPresent() ? " %.2f |".formatted(ratio.getAsDouble()) : " – |";
  }

  /** What each proxy adds to the way without one. */
  private String added() {
    StringBuilder text = new StringBuilder();
    for (RowReport row : report.rows()) {
      Optional<PeerReport> none = row.peer(NoProxy.NAME);
      if (none.isPresent()) {
        text.append("%n| %s: added | p50 µs | p99 µs |%n|---|---|---|%n".formatted(row.what()));
        for (PeerReport peer : row.peers()) {
          text.append(added(peer, none.get().median()));
        }
      }
    }
    return text.toString();
  }

  private static String added(PeerReport peer, Sample none) {
    return "| %s | %.1f | %.1f |%n"
        .formatted(
            peer.peer(),
            peer.median().p50Micros() - none.p50Micros(),
            peer.median().p99Micros() - none.p99Micros());
  }

  private String outcomes() {
    List<Outcome> outcomes =
        report.rows().stream().flatMap(row -> row.outcomes().stream()).toList();
    return outcomes.isEmpty()
        ? ""
        : "%n| work | proxy | figure | goal | reached | |%n|---|---|---|---|---|---|%n".formatted()
            + outcomes.stream().map(Outcome::toString).collect(Collectors.joining("\n"))
            + "\n";
  }

  private static String finding(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append("%n| %s | | goal |%n|---|---|---|%n".formatted(finding.what()));
    for (Figure figure : finding.figures()) {
      String goal =
          figure
              .atMost()
              .map(
                  most -> "≤ %s, %s".formatted(number(most), figure.isMet() ? "met" : "**missed**"))
              .orElse("");
      text.append(
          "| %s | %s %s | %s |%n"
              .formatted(figure.what(), number(figure.value()), figure.unit(), goal));
    }
    return text.toString();
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return "%.0f".formatted(value);
    }
    return size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
