package io.registrymanager.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * Draws a report as SVG: a bar for everyone in every row, as long as its CPU time against that of
 * the row's first, with a line from its cheapest round to its dearest.
 */
final class Plot {
  private static final int WIDTH = 960;
  private static final int LEFT = 250;
  private static final int RIGHT = 150;
  private static final int BAR = 14;
  private static final int STEP = 19;
  private static final int HEADING = 34;
  private static final int FOOT = 24;

  /** As far as bars go: a longer one is cut, and its number says how long it is. */
  private static final double MOST = 3;

  private static final double SCALE = (WIDTH - LEFT - RIGHT) / MOST;

  private final StringBuilder svg = new StringBuilder();

  private Plot() {}

  static String of(Report report) {
    Plot plot = new Plot();
    plot.draw(report);
    return plot.svg.toString();
  }

  private void draw(Report report) {
    List<RowReport> rows = report.rows();
    int height =
        2 * FOOT + rows.stream().mapToInt(row -> HEADING + STEP * row.peers().size()).sum();
    print(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">"
            .formatted(WIDTH, height));
    print("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    text(8, 16, "#555555", report.date() + ", " + report.machine());
    int y = FOOT;
    for (RowReport row : rows) {
      text(8, y + HEADING - 12, "#000000", row.what());
      y += HEADING;
      double unit = row.peers().getFirst().median().cost();
      for (PeerReport peer : row.peers()) {
        bar(y, row, peer, unit);
        y += STEP;
      }
    }
    line(SCALE, FOOT, SCALE, y, " stroke-dasharray=\"3 3\"");
    text(LEFT, y + 16, "#555555", "CPU time for each unit of work; the dashed line is 1");
    print("</svg>");
  }

  private void bar(int y, RowReport row, PeerReport peer, double unit) {
    text(20, y + 11, "#000000", peer.peer());
    double ratio = peer.median().cost() / unit;
    print(
        "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>"
            .formatted(LEFT, y, number(length(ratio)), BAR, colour(peer.peer())));
    double lowest = peer.samples().stream().mapToDouble(Sample::cost).min().orElse(0) / unit;
    double highest = peer.samples().stream().mapToDouble(Sample::cost).max().orElse(0) / unit;
    line(length(lowest), y + BAR / 2, length(highest), y + BAR / 2, "");
    text(
        WIDTH - RIGHT + 8,
        y + 11,
        "#000000",
        String.format(
            Locale.ROOT, "%.2f   %.3g %s", ratio, peer.median().cost(), row.unit().label()));
  }

  private static double length(double ratio) {
    return SCALE * (Double.isFinite(ratio) ? Math.min(ratio, MOST) : 0);
  }

  private static String colour(String peer) {
    if (peer.startsWith(Variant.STANDARD.label())) {
      return "#3b78c2";
    }
    return peer.startsWith(Haproxy.NAME) ? "#d98c2b" : "#9a9a9a";
  }

  /** From and to as lengths of a bar. */
  private void line(double from, int y, double to, int bottom, String more) {
    print(
        "<line x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\" stroke=\"#000000\"%s/>"
            .formatted(number(LEFT + from), y, number(LEFT + to), bottom, more));
  }

  private void text(int x, int y, String colour, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    print("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>".formatted(x, y, colour, escaped));
  }

  /** With a point whatever the language. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void print(String line) {
    svg.append(line).append('\n');
  }
}
