package io.registrymanager.benchmark;

import java.util.List;

/** What an experiment found out. */
record Results(List<RowReport> rows, List<Finding> findings) {
  static Results of(Finding finding) {
    return new Results(List.of(), List.of(finding));
  }
}
