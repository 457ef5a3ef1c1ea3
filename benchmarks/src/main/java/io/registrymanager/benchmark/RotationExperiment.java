package io.registrymanager.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ten thousand users in rotation, each with a repository of its own, against one who asks all the
 * time, at the same server. Hashing is as cheap as it goes and a credential is remembered for an
 * hour, so that nobody logs in while it is measured.
 */
final class RotationExperiment {
  private static final int USERS = 10_000;
  private static final int CONNECTIONS = 64;
  private static final String LABEL = Experiment.ROTATION.label();
  private static final String WHAT = "GET manifest 1 KiB, users in rotation";
  private static final String ONE = "registrymanager, one user";
  private static final String ALL = "registrymanager, 10,000 users";

  private RotationExperiment() {}

  static Results run(Bed bed) throws IOException {
    List<String> settings =
        List.of(
            Population.setting(),
            "authentication.argon2-memory=8",
            "authentication.argon2-iterations=1",
            "authentication.cache-life=1h");
    bed.ours().start(bed.work(), bed.upstream().port(), settings).close(); // makes the store
    Population.fill(bed.work().resolve("data"), USERS, USERS);
    try (RunningPeer peer =
        bed.ours()
            .launch(bed.work(), bed.upstream().port(), settings, List.of("taskset", "-c", "0"))) {
      return new Results(
          List.of(
              measure(bed, peer, LABEL, WHAT, Offer.flatOut(Unit.REQUEST)),
              measure(
                  bed, peer, LABEL + "-10k", WHAT + ", 10,000/s", Offer.of(Unit.REQUEST, 10_000))),
          List.of());
    }
  }

  /** At an offered rate too: flat out, whoever is slower also wakes a sleeping generator more. */
  private static RowReport measure(Bed bed, RunningPeer peer, String row, String what, Offer offer)
      throws IOException {
    List<List<Request>> scripts = IntStream.range(0, USERS).mapToObj(i -> script(i)).toList();
    return bed.rounds()
        .measure(
            row,
            what,
            List.of(
                new Contender(ONE, peer, Load.of(Row.MANIFEST, CONNECTIONS, offer)),
                new Contender(ALL, peer, new Load(scripts, CONNECTIONS, offer, Link.PLAIN))),
            List.of(Goal.cost(ALL, 1.3, ONE)));
  }

  private static List<Request> script(int number) {
    String target = "/v2/" + Population.repository(number) + "/manifests/latest";
    return List.of(Request.get(target).as(Population.authorization(number)));
  }
}
