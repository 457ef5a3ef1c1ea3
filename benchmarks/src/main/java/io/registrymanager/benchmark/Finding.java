package io.registrymanager.benchmark;

import java.util.List;

/**
 * What came out for a row that is no load.
 *
 * @param row its name
 */
record Finding(String row, String what, List<Figure> figures) {
  Finding {
    figures = List.copyOf(figures);
  }
}
