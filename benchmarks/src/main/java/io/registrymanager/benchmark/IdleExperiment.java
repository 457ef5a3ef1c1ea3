package io.registrymanager.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What connections cost that do nothing: 10,000 of them, each after one answer, in a fresh process;
 * and what 64 busy ones cost beside them, against another fresh process without. One peer after the
 * other: both crowds together would be more than one process may open.
 */
final class IdleExperiment {
  private static final int FEW = 2_000;
  private static final int MANY = 10_000;
  private static final Duration REST = Duration.ofSeconds(2);
  private static final String WITHOUT = ", none idle";
  private static final String BESIDE = ", 10,000 idle";

  private IdleExperiment() {}

  /**
   * What one peer held.
   *
   * @param kibibytesEach that each connection added
   * @param mebibytes in all, at the end
   */
  private record Held(RowReport row, double kibibytesEach, double mebibytes) {}

  static Results run(Bed bed) throws IOException {
    Held nginx;
    try (RunningPeer without = nginx(bed, "nginx-without");
        RunningPeer beside = nginx(bed, "nginx-beside")) {
      nginx = measure(bed, "idle-nginx", without, beside);
    }
    Held ours;
    try (RunningPeer without = ours(bed, "ours-without");
        RunningPeer beside = ours(bed, "ours-beside")) {
      ours = measure(bed, Experiment.IDLE.label(), without, beside);
    }
    Finding finding =
        new Finding(
            Experiment.IDLE.label(),
            "10,000 idle connections, then 64 busy",
            List.of(
                Figure.of("nginx, 2,000 to 10,000, each", nginx.kibibytesEach(), "KiB"),
                Figure.of("nginx, RSS in all", nginx.mebibytes(), "MiB"),
                Figure.atMost(
                    6, "registrymanager, 2,000 to 10,000, each", ours.kibibytesEach(), "KiB"),
                Figure.atMost(256, "registrymanager, RSS in all", ours.mebibytes(), "MiB")));
    return new Results(List.of(nginx.row(), ours.row()), List.of(finding));
  }

  private static RunningPeer nginx(Bed bed, String folder) throws IOException {
    return new Nginx(Field.NGINX, false, 2 * MANY).start(bed.folder(folder), bed.upstream().port());
  }

  /** They must still be there when the last round ends. */
  private static RunningPeer ours(Bed bed, String folder) throws IOException {
    return bed.ours()
        .start(bed.folder(folder), bed.upstream().port(), List.of("listen.keep-alive=1h"));
  }

  private static Held measure(Bed bed, String row, RunningPeer without, RunningPeer beside)
      throws IOException {
    try (Crowd crowd = new Crowd(beside.port())) {
      crowd.grow(FEW);
      double few = settled(beside);
      crowd.grow(MANY);
      double many = settled(beside);
      RowReport report =
          bed.rounds()
              .measure(
                  row,
                  "GET manifest 1 KiB, 64 connections",
                  List.of(busy(without, WITHOUT), busy(beside, BESIDE)),
                  List.of(
                      Goal.cost(
                          Variant.STANDARD.label() + BESIDE,
                          1.15,
                          Variant.STANDARD.label() + WITHOUT)));
      return new Held(report, (many - few) * 1024 / (MANY - FEW), beside.residentMebibytes());
    }
  }

  private static Contender busy(RunningPeer peer, String how) {
    return new Contender(
        peer.name() + how, peer, Load.of(Row.MANIFEST, 64, Offer.flatOut(Unit.REQUEST)));
  }

  private static double settled(RunningPeer peer) throws IOException {
    LockSupport.parkNanos(REST.toNanos());
    return peer.residentMebibytes();
  }

  /** Connections that have had one answer each. */
  private static final class Crowd implements AutoCloseable {
    private final List<KeptConnection> connections = new ArrayList<>();
    private final int port;
    private final PreparedRequest request;

    Crowd(int port) {
      this.port = port;
      request = PreparedRequest.of(Row.MANIFEST.getFirst(), port, Link.PLAIN);
    }

    void grow(int to) throws IOException {
      while (connections.size() < to) {
        KeptConnection connection = new KeptConnection(port);
        connections.add(connection);
        connection.ask(request);
      }
    }

    @Override
    public void close() throws IOException {
      for (KeptConnection connection : connections) {
        connection.close();
      }
    }
  }
}
