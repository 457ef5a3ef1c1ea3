package io.registrymanager.benchmark;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What came out for one row.
 *
 * @param peers in the order of a round; all ratios are to the first
 */
record RowReport(String row, String what, Unit unit, List<PeerReport> peers) {
  double ratio(PeerReport peer) {
    return peer.median().cost() / peers.getFirst().median().cost();
  }

  OptionalDouble ratioOf(String peer) {
    return peers.stream().filter(one -> one.peer().equals(peer)).mapToDouble(this::ratio).findAny();
  }
}
