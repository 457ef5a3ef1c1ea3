package io.registrymanager.benchmark;

/**
 * Who is measured in a row, and with what.
 *
 * @param name as it stands in the table
 */
record Contender(String name, RunningPeer peer, Load load) {
  Contender(RunningPeer peer, Load load) {
    this(peer.name(), peer, load);
  }

  /** The same without a rate. */
  Contender flatOut() {
    return new Contender(name, peer, load.flatOut());
  }
}
