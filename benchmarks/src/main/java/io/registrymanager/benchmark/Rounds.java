package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a row: every peer warmed up, then A B C A B C, so that whatever else the machine does
 * meets all of them.
 */
record Rounds(List<RunningPeer> peers, int count, Duration length) {
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration RAMP = Duration.ofMillis(300);

  RowReport measure(Row row) throws IOException {
    for (RunningPeer peer : peers) {
      window(row.load(), peer, WARM_UP);
    }
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 1; round <= count; round++) {
      for (RunningPeer peer : peers) {
        Sample sample = window(row.load(), peer, length);
        samples.computeIfAbsent(peer.name(), _ -> new ArrayList<>()).add(sample);
        System.out.printf(
            "%-16s round %d  %-16s %7.3g %s  %7.3g %s%n",
            row.name(),
            round,
            peer.name(),
            sample.cost(),
            row.load().unit().label(),
            sample.rate(),
            row.load().unit().rateLabel());
      }
    }
    return new RowReport(
        row.name(),
        row.what(),
        row.load().unit(),
        samples.entrySet().stream()
            .map(entry -> PeerReport.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static Sample window(Load load, RunningPeer peer, Duration length) throws IOException {
    try (Generator generator = new Generator(load, peer.port())) {
      generator.run(RAMP);
      double cpuBefore = peer.cpuSeconds();
      double ownBefore = CpuTime.seconds();
      long begin = System.nanoTime();
      generator.run(length);
      double wall = (System.nanoTime() - begin) / 1e9;
      double cpu = peer.cpuSeconds() - cpuBefore;
      double own = CpuTime.seconds() - ownBefore;
      double units = generator.units();
      return new Sample(
          load.unit().cost(cpu, units),
          units / wall,
          generator.latencies().micros(0.5),
          generator.latencies().micros(0.99),
          cpu / wall,
          own / wall);
    }
  }
}
