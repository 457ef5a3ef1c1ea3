package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** What the server holds in memory while 64 big blobs go through it, for a minute. */
final class MemoryExperiment {
  private static final int EACH_WAY = 32;
  private static final Duration TIME = Duration.ofSeconds(64);
  private static final Duration STEP = Duration.ofMillis(250);

  private MemoryExperiment() {}

  static Results run(Bed bed) throws IOException {
    Offer flatOut = Offer.flatOut(Unit.GIBIBYTE);
    bed.upstream().hold(flatOut);
    try (RunningPeer peer = bed.ours().start(bed.work(), bed.upstream().port());
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Double> pulled =
          threads.submit(() -> moved(Load.of(Row.PULL, EACH_WAY, flatOut), peer));
      Future<Double> pushed =
          threads.submit(() -> moved(Load.of(Row.PUSH, EACH_WAY, flatOut), peer));
      List<Double> resident = new ArrayList<>();
      while (!pulled.isDone() || !pushed.isDone()) {
        LockSupport.parkNanos(STEP.toNanos());
        resident.add(peer.residentMebibytes());
      }
      return Results.of(
          new Finding(
              Experiment.MEMORY.label(),
              "32 pulls and 32 pushes of 256 MiB at once, %d s".formatted(TIME.toSeconds()),
              figures(peer, resident, pulled.get(), pushed.get())));
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static double moved(Load load, RunningPeer peer) throws IOException {
    try (Generator generator = new Generator(load, peer.port())) {
      generator.run(TIME);
      return generator.units();
    }
  }

  private static List<Figure> figures(
      RunningPeer peer, List<Double> resident, double pulled, double pushed) throws IOException {
    double second = quarter(resident, 1);
    double last = quarter(resident, 3);
    return List.of(
        Figure.atMost(256, "RSS, peak", peer.peakMebibytes(), "MiB"),
        Figure.of("RSS, mean of the second quarter", second, "MiB"),
        Figure.of("RSS, mean of the last quarter", last, "MiB"),
        Figure.atMost(1.05, "last quarter against second", last / second, "×"),
        Figure.of("pulled", pulled, "GiB"),
        Figure.of("pushed", pushed, "GiB"));
  }

  private static double quarter(List<Double> values, int which) {
    int length = values.size() / 4;
    return values.subList(which * length, (which + 1) * length).stream()
        .mapToDouble(value -> value)
        .average()
        .orElseThrow();
  }
}
