package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the server takes from exec to its first answer, with both cores and a store that is
 * there already, and what it holds in memory when nothing happens.
 */
final class StartExperiment {
  private static final int STARTS = 7;
  private static final Duration REST = Duration.ofSeconds(3);

  private StartExperiment() {}

  static Results run(Bed bed) throws IOException {
    List<Double> milliseconds = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    start(bed).running().close(); // makes the store
    for (int i = 0; i < STARTS; i++) {
      Started started = start(bed);
      try (RunningPeer running = started.running()) {
        LockSupport.parkNanos(REST.toNanos());
        milliseconds.add(started.nanos() / 1e6);
        resident.add(running.residentMebibytes());
      }
    }
    return Results.of(
        new Finding(
            Experiment.START.label(),
            "start, %d times".formatted(STARTS),
            List.of(
                Figure.atMost(
                    600,
                    "exec to first 200 of /health/live, median",
                    PeerReport.median(milliseconds, value -> value),
                    "ms"),
                Figure.of(
                    "the fastest", milliseconds.stream().min(Double::compare).orElseThrow(), "ms"),
                Figure.of(
                    "the slowest", milliseconds.stream().max(Double::compare).orElseThrow(), "ms"),
                Figure.atMost(
                    130, "RSS idle, median", PeerReport.median(resident, value -> value), "MiB"))));
  }

  private record Started(RunningPeer running, long nanos) {}

  private static Started start(Bed bed) throws IOException {
    int port = Sockets.freePort();
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0,1"));
    command.addAll(bed.ours().serve(bed.work(), port, bed.upstream().port(), List.of()));
    long begin = System.nanoTime();
    Process process = Peer.launch(command, bed.work());
    long end = Probe.await(process, port, "/health/live", 200);
    return new Started(new RunningPeer(bed.ours().name(), port, Optional.of(process)), end - begin);
  }
}
