package io.registrymanager.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came out for one peer in one row: medians over the rounds.
 *
 * @param spread distance of the dearest round from the cheapest, in parts of the median
 */
record PeerReport(String peer, Sample median, double spread, List<Sample> samples) {
  static PeerReport of(String peer, List<Sample> samples) {
    Sample median =
        new Sample(
            median(samples, Sample::cost),
            median(samples, Sample::rate),
            median(samples, Sample::p50Micros),
            median(samples, Sample::p99Micros),
            median(samples, Sample::peerBusy),
            median(samples, Sample::generatorBusy));
    double lowest = samples.stream().mapToDouble(Sample::cost).min().orElseThrow();
    double highest = samples.stream().mapToDouble(Sample::cost).max().orElseThrow();
    double spread = highest > lowest ? (highest - lowest) / median.cost() : 0;
    return new PeerReport(peer, median, spread, List.copyOf(samples));
  }

  /** Between the two in the middle, if there are two. */
  static <T> double median(List<T> values, ToDoubleFunction<T> field) {
    double[] sorted = values.stream().mapToDouble(field).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
