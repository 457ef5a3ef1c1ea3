package io.registrymanager.benchmark;

/**
 * What a peer of a row must reach.
 *
 * @param peer whose
 * @param figure that of {@code peer}
 * @param than the peer to compare with
 * @param times its figure, at most
 * @param plus so much more, at most, in the figure's unit
 */
record Goal(String peer, Figure figure, String than, double times, double plus) {
  /** What is compared. */
  enum Figure {
    COST("CPU"),
    P50("p50"),
    P99("p99");

    private final String label;

    Figure(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    double of(Sample sample) {
      return switch (this) {
        case COST -> sample.cost();
        case P50 -> sample.p50Micros();
        case P99 -> sample.p99Micros();
      };
    }
  }

  static Goal cost(String peer, double times, String than) {
    return new Goal(peer, Figure.COST, than, times, 0);
  }
}
