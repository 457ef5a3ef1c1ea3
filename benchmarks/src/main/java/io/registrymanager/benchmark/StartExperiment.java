package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the server takes from exec to its first answer, with both cores and a store that is
 * there already, and what it holds in memory when nothing happens.
 */
final class StartExperiment {
  private static final int STARTS = 7;
  private static final Duration REST = Duration.ofSeconds(3);
  private static final List<String> BOTH_CORES = List.of("taskset", "-c", "0,1");
  private static final List<String> TELLING =
      List.of("env", "REGISTRYMANAGER_JAVA_OPTIONS=" + Breakdown.FLAG, "taskset", "-c", "0,1");

  private StartExperiment() {}

  private record Started(RunningPeer running, long nanos) {}

  static Results run(Bed bed) throws IOException {
    List<Double> milliseconds = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    boolean cached = false;
    start(bed, BOTH_CORES).running().close(); // makes the store
    for (int i = 0; i < STARTS; i++) {
      Started started = start(bed, BOTH_CORES);
      try (RunningPeer running = started.running()) {
        LockSupport.parkNanos(REST.toNanos());
        milliseconds.add(started.nanos() / 1e6);
        resident.add(running.residentMebibytes());
        cached = isCached(running);
      }
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Experiment.START.label(),
            "start, %d times, %s AOT cache".formatted(STARTS, cached ? "with the" : "without an"),
            figures(milliseconds, resident)));
    try (RunningPeer running = start(bed, TELLING).running()) {
      LockSupport.parkNanos(REST.toNanos());
      findings.addAll(Breakdown.of(running.pid(), Experiment.START.label()));
    }
    return new Results(List.of(), findings);
  }

  private static boolean isCached(RunningPeer running) throws IOException {
    return Files.readString(Path.of("/proc/" + running.pid() + "/cmdline"))
        .contains("-XX:AOTCache=");
  }

  private static List<Figure> figures(List<Double> milliseconds, List<Double> resident) {
    List<Double> sorted = milliseconds.stream().sorted().toList();
    return List.of(
        Figure.atMost(
            600,
            "exec to first 200 of /health/live, median",
            PeerReport.median(sorted, value -> value),
            "ms"),
        Figure.of("the fastest", sorted.getFirst(), "ms"),
        Figure.of("the slowest", sorted.getLast(), "ms"),
        Figure.atMost(130, "RSS idle, median", PeerReport.median(resident, value -> value), "MiB"));
  }

  private static Started start(Bed bed, List<String> by) throws IOException {
    int port = Sockets.freePort();
    List<String> command = new ArrayList<>(by);
    command.addAll(bed.ours().serve(bed.work(), port, bed.upstream().port(), List.of()));
    long begin = System.nanoTime();
    Process process = Peer.launch(command, bed.work());
    long end = Probe.await(process, port, "/health/live", 200);
    return new Started(new RunningPeer(bed.ours().name(), port, process), end - begin);
  }
}
