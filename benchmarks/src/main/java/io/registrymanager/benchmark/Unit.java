package io.registrymanager.benchmark;

/** What a row's cost is counted by. */
enum Unit {
  REQUEST("µs/request", 1, 1e6, "requests/s"),
  GIBIBYTE("s/GiB", 1L << 30, 1, "GiB/s");

  private final String label;
  private final double size;
  private final double scale;
  private final String rateLabel;

  Unit(String label, double size, double scale, String rateLabel) {
    this.label = label;
    this.size = size;
    this.scale = scale;
    this.rateLabel = rateLabel;
  }

  /** As a column is headed. */
  String label() {
    return label;
  }

  /** As its rate is headed. */
  String rateLabel() {
    return rateLabel;
  }

  /** Requests or bytes as units. */
  double units(long done) {
    return done / size;
  }

  /** CPU seconds for each unit, in the label's terms. */
  double cost(double seconds, double units) {
    return seconds / units * scale;
  }
}
