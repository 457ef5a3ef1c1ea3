package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Two hundred users who log in at the same moment and were not seen before, with the hash as it is
 * by default; and somebody who is known already, at 500 requests a second beside them. The server
 * has both cores here.
 */
final class LoginExperiment {
  private static final int USERS = 200;
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Load WARM = Load.of(Row.MANIFEST, 64, Offer.of(Unit.REQUEST, 500));
  private static final List<String> BOTH_CORES = List.of("taskset", "-c", "0,1");

  private LoginExperiment() {}

  static Results run(Bed bed) throws IOException {
    List<String> settings = List.of(Population.setting());
    bed.ours().start(bed.work(), bed.upstream().port(), settings).close(); // makes the store
    Population.fill(bed.work().resolve("data"), USERS, USERS);
    bed.upstream().hold(WARM.offer());
    try (RunningPeer peer =
            bed.ours().launch(bed.work(), bed.upstream().port(), settings, BOTH_CORES);
        Generator warm = new Generator(WARM, peer.port())) {
      warm.run(CALM);
      warm.run(CALM);
      double calm = warm.latencies().micros(0.99) / 1e3;
      Latencies logins = beside(warm, peer);
      return Results.of(
          new Finding(
              Experiment.LOGINS.label(),
              "%d users log in at once".formatted(USERS),
              List.of(
                  Figure.atMost(15_000, "all of them", logins.micros(1) / 1e3, "ms"),
                  Figure.of("half of them", logins.micros(0.5) / 1e3, "ms"),
                  Figure.of("known user before, p99", calm, "ms"),
                  Figure.atMost(
                      20, "known user beside them, p99", warm.latencies().micros(0.99) / 1e3, "ms"),
                  Figure.of(
                      "known user beside them, longest", warm.latencies().micros(1) / 1e3, "ms"))));
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** How long each login took, while that generator went on. */
  private static Latencies beside(Generator warm, RunningPeer peer)
      throws IOException, ExecutionException, InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Latencies> logins =
          clients.submit(
              () -> {
                try {
                  return logins(clients, peer.port());
                } finally {
                  over.set(true);
                }
              });
      warm.runWhile(() -> !over.get());
      return logins.get();
    }
  }

  private static Latencies logins(ExecutorService clients, int port)
      throws IOException, ExecutionException, InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Long>> times = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      String target = "/v2/" + Population.repository(i) + "/manifests/latest";
      PreparedRequest request =
          PreparedRequest.of(Request.get(target).as(Population.authorization(i)), port, Link.PLAIN);
      KeptConnection connection = new KeptConnection(port);
      times.add(clients.submit(() -> login(connection, request, start)));
    }
    start.countDown();
    Latencies all = new Latencies();
    for (Future<Long> time : times) {
      all.add(time.get());
    }
    return all;
  }

  private static long login(
      KeptConnection connection, PreparedRequest request, CountDownLatch start)
      throws IOException, InterruptedException {
    try (connection) {
      if (!start.await(1, TimeUnit.MINUTES)) {
        throw new IOException("never started");
      }
      long begin = System.nanoTime();
      connection.ask(request);
      return System.nanoTime() - begin;
    }
  }
}
