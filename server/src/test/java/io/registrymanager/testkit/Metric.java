package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Numbers that the program shows on its management port. */
public final class Metric {
  private Metric() {}

  /**
   * The value of one without labels.
   *
   * @throws AssertionError if there is none of that name
   */
  public static double of(int managementPort, String name) {
    try {
      return RawHttp.get(managementPort, "/metrics")
          .text()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("There is no " + name + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
