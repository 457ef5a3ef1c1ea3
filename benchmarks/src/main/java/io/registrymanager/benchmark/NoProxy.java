package io.registrymanager.benchmark;

import java.nio.file.Path;
import java.util.Optional;

/** The upstream itself: what a request takes with nothing in between. */
record NoProxy() implements Peer {
  static final String NAME = "no proxy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RunningPeer start(Path folder, int upstreamPort) {
    return new RunningPeer(NAME, upstreamPort, Optional.empty());
  }
}
