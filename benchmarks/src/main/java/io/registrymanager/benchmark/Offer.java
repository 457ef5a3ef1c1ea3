package io.registrymanager.benchmark;

/**
 * How much work a load offers.
 *
 * @param unit what is counted
 * @param perSecond units each second on all connections together; infinite: flat out
 * @param by who holds back what is not due yet
 */
record Offer(Unit unit, double perSecond, By by) {
  /** A client that holds back leaves the proxy with full socket buffers, an upstream with empty. */
  enum By {
    CLIENT,
    UPSTREAM
  }

  static Offer flatOut(Unit unit) {
    return new Offer(unit, Double.POSITIVE_INFINITY, By.CLIENT);
  }

  static Offer of(Unit unit, double perSecond) {
    return new Offer(unit, perSecond, By.CLIENT);
  }

  static Offer fromUpstream(double gibibytes) {
    return new Offer(Unit.GIBIBYTE, gibibytes, By.UPSTREAM);
  }

  /** What is left for one of the two to hold back. */
  Offer seenBy(By side) {
    return by == side ? this : flatOut(unit);
  }
}
