package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a row: everyone warmed up by as much of the same work as it can take, then A B C A B C,
 * so that whatever else the machine does meets all of them.
 */
record Rounds(Upstream upstream, Duration warmUp, int count, Duration length) {
  private static final Duration RAMP = Duration.ofMillis(300);

  RowReport measure(String row, String what, List<Contender> contenders, List<Goal> goals)
      throws IOException {
    for (Contender contender : contenders) {
      window(contender.flatOut(), warmUp);
    }
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    Unit unit = contenders.getFirst().load().unit();
    for (int round = 1; round <= count; round++) {
      for (Contender contender : contenders) {
        Sample sample = window(contender, length);
        samples.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(sample);
        System.out.printf(
            "%-16s round %d  %-30s %7.3g %s  %7.3g %s  generator %.0f %%%n",
            row,
            round,
            contender.name(),
            sample.cost(),
            unit.label(),
            sample.rate(),
            unit.rateLabel(),
            sample.generatorBusy() * 100);
      }
    }
    List<PeerReport> peers =
        samples.entrySet().stream()
            .map(entry -> PeerReport.of(entry.getKey(), entry.getValue()))
            .toList();
    return new RowReport(row, what, unit, peers, goals);
  }

  /** One window of one of them. */
  Sample window(Contender contender, Duration time) throws IOException {
    Load load = contender.load();
    RunningPeer peer = contender.peer();
    upstream.hold(load.offer());
    try (Generator generator = new Generator(load, peer.port())) {
      generator.run(RAMP);
      double cpuBefore = peer.cpuSeconds();
      double ownBefore = CpuTime.seconds();
      long begin = System.nanoTime();
      generator.run(time);
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
