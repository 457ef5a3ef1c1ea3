package io.registrymanager.benchmark;

/** When the next unit of an offered rate is due. */
final class Pace {
  private final double perNano;
  private final long start = System.nanoTime();
  private long done;

  /**
   * Units of {@code load} each second from now on.
   *
   * @param load an infinite rate is always due
   */
  Pace(Load load) {
    double size = 1 / load.unit().units(1);
    perNano = load.perSecond() * size / 1e9;
  }

  boolean isFlatOut() {
    return Double.isInfinite(perNano);
  }

  boolean isDue() {
    return isFlatOut() || done <= (System.nanoTime() - start) * perNano;
  }

  /** Notes requests begun or bytes moved. */
  void did(long amount) {
    done += amount;
  }
}
