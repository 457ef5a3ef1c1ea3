package io.registrymanager.directory;

import io.registrymanager.observation.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** What is counted about the directory. Thread-safe. */
final class DirectoryFigures {
  private final LongAdder searches = new LongAdder();
  private final LongAdder binds = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder shielded = new LongAdder();
  private final LongAdder failures = new LongAdder();

  void searched() {
    searches.increment();
  }

  void bound() {
    binds.increment();
  }

  void refused() {
    refusals.increment();
  }

  void shielded() {
    shielded.increment();
  }

  void failed() {
    failures.increment();
  }

  long binds() {
    return binds.sum();
  }

  void showIn(Metrics metrics) {
    metrics.counter(
        "registrymanager_directory_searches_total", "Searches in the directory.", searches::sum);
    metrics.counter(
        "registrymanager_directory_binds_total",
        "Passwords that the directory was asked about.",
        binds::sum);
    metrics.counter(
        "registrymanager_directory_refusals_total",
        "Passwords that the directory refused.",
        refusals::sum);
    metrics.counter(
        "registrymanager_directory_shielded_total",
        "Passwords not tried, because one more wrong one might have locked the account.",
        shielded::sum);
    metrics.counter(
        "registrymanager_directory_failures_total",
        "Questions that a domain controller did not answer.",
        failures::sum);
  }
}
