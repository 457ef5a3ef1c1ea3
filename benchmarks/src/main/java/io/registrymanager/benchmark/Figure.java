package io.registrymanager.benchmark;

import java.util.Optional;

/**
 * One number of a finding.
 *
 * @param unit as it is printed behind the number
 * @param atMost what it must not exceed, if anything
 */
record Figure(String what, double value, String unit, Optional<Double> atMost) {
  static Figure of(String what, double value, String unit) {
    return new Figure(what, value, unit, Optional.empty());
  }

  static Figure atMost(double most, String what, double value, String unit) {
    return new Figure(what, value, unit, Optional.of(most));
  }

  boolean isMet() {
    return atMost.isEmpty() || value <= atMost.get();
  }
}
