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
 *
 * @param milliseconds of each start
 * @param residentMebibytes of each, after it was left alone
 */
record Startup(List<Double> milliseconds, List<Double> residentMebibytes) {
  private static final Duration REST = Duration.ofSeconds(3);

  static Startup measure(RegistryManager peer, Path folder, int upstreamPort, int times)
      throws IOException {
    Files.createDirectories(folder);
    List<Double> milliseconds = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    start(peer, folder, upstreamPort).running().close(); // makes the store
    for (int i = 0; i < times; i++) {
      Started started = start(peer, folder, upstreamPort);
      try (RunningPeer running = started.running()) {
        LockSupport.parkNanos(REST.toNanos());
        milliseconds.add(started.nanos() / 1e6);
        resident.add(running.residentMebibytes());
      }
    }
    return new Startup(
        milliseconds.stream().sorted().toList(), resident.stream().sorted().toList());
  }

  private record Started(RunningPeer running, long nanos) {}

  private static Started start(RegistryManager peer, Path folder, int upstreamPort)
      throws IOException {
    int port = Sockets.freePort();
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0,1"));
    command.addAll(peer.serve(folder, port, upstreamPort));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    long end = Probe.await(process, port, "/health/live", 200);
    return new Started(new RunningPeer(peer.name(), port, process), end - begin);
  }

  @Override
  public String toString() {
    return "start to first 200 of /health/live: %.0f ms (%.0f to %.0f); RSS idle: %.0f MiB"
        .formatted(
            milliseconds.get(milliseconds.size() / 2),
            milliseconds.getFirst(),
            milliseconds.getLast(),
            residentMebibytes.get(residentMebibytes.size() / 2));
  }
}
