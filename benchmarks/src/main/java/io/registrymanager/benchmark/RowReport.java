package io.registrymanager.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out for one row.
 *
 * @param peers in the order of a round; all ratios are to the first
 */
record RowReport(String row, String what, Unit unit, List<PeerReport> peers, List<Goal> goals) {
  double ratio(PeerReport peer) {
    return peer.median().cost() / peers.getFirst().median().cost();
  }

  OptionalDouble ratioOf(String peer) {
    return peer(peer).stream().mapToDouble(this::ratio).findAny();
  }

  Optional<PeerReport> peer(String name) {
    return peers.stream().filter(one -> one.peer().equals(name)).findAny();
  }

  /** The goals whose two peers both took part. */
  List<Outcome> outcomes() {
    return goals.stream().flatMap(goal -> outcome(goal).stream()).toList();
  }

  private Optional<Outcome> outcome(Goal goal) {
    return peer(goal.peer())
        .flatMap(
            ours ->
                peer(goal.than())
                    .map(
                        theirs ->
                            new Outcome(
                                what,
                                goal,
                                goal.figure().of(ours.median()),
                                goal.figure().of(theirs.median()))));
  }
}
