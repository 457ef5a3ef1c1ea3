package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A set of images, pushed and pulled by eight clients at once through a real registry. Clients and
 * registry share the second core and take most of the time; nothing is judged by it.
 */
final class ImageExperiment {
  private static final int CLIENTS = 8;
  private static final int PASSES = 3;

  private ImageExperiment() {}

  /** What one pass took. */
  private record Taken(double seconds, double cpuSeconds) {}

  static Results run(Bed bed) throws IOException {
    ImageSet set =
        ImageSet.make(
            bed.folder("set"),
            Path.of(System.getProperty("java.home")),
            bed.root().resolve("server/target/lib"));
    Map<String, List<Taken>> taken = new LinkedHashMap<>();
    try (RealCatalog registry = RealCatalog.start(bed.folder("registry"), List.of(), 0, "1");
        Peers peers = new Peers(bed.folder("peers"), registry.port(), Set.of())) {
      List<RunningPeer> running =
          peers.running(
              List.of(
                  new Nginx(Field.NGINX, false), new RegistryManager(bed.root()), new NoProxy()));
      for (int pass = 0; pass < PASSES; pass++) {
        for (RunningPeer peer : running) {
          pass(peer, "bench/%d/%s/".formatted(pass, peer.name().replace(' ', '-')), set, taken);
        }
      }
    }
    return Results.of(
        new Finding(
            Experiment.IMAGE.label(),
            "3 images of %d MiB by 8 clients at once, a real registry, median of %d"
                .formatted(set.size() >> 20, PASSES),
            figures(taken)));
  }

  private static void pass(
      RunningPeer peer, String space, ImageSet set, Map<String, List<Taken>> taken)
      throws IOException {
    List<ImageClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new ImageClient(peer.port(), space + i));
    }
    taken
        .computeIfAbsent("push, " + peer.name(), _ -> new ArrayList<>())
        .add(timed(peer, clients, client -> client.push(set.images())));
    taken
        .computeIfAbsent("pull, " + peer.name(), _ -> new ArrayList<>())
        .add(timed(peer, clients, client -> client.pull(set.images())));
    clients.forEach(ImageClient::close);
  }

  /** What a client does. */
  @FunctionalInterface
  private interface Errand {
    void run(ImageClient client) throws IOException;
  }

  private static Taken timed(RunningPeer peer, List<ImageClient> clients, Errand errand)
      throws IOException {
    double cpu = peer.cpuSeconds();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (ImageClient client : clients) {
        all.add(
            threads.submit(
                () -> {
                  errand.run(client);
                  return true;
                }));
      }
      for (Future<Boolean> one : all) {
        one.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    }
    return new Taken((System.nanoTime() - begin) / 1e9, peer.cpuSeconds() - cpu);
  }

  private static List<Figure> figures(Map<String, List<Taken>> taken) {
    List<Figure> figures = new ArrayList<>();
    taken.forEach(
        (what, times) -> {
          figures.add(Figure.of(what, PeerReport.median(times, Taken::seconds), "s"));
          double cpu = PeerReport.median(times, Taken::cpuSeconds);
          if (cpu > 0) {
            figures.add(Figure.of(what + ", CPU of the proxy", cpu, "s"));
          }
        });
    return figures;
  }
}
