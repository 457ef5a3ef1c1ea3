package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts each peer when a row first needs it, and ends them all. */
final class Peers implements AutoCloseable {
  private final Path work;
  private final int upstreamPort;
  private final Set<String> wanted;
  private final Map<Peer, Optional<RunningPeer>> known = new LinkedHashMap<>();

  /**
   * None runs yet.
   *
   * @param work where each gets a folder
   * @param wanted names; empty: all
   */
  Peers(Path work, int upstreamPort, Set<String> wanted) {
    this.work = work;
    this.upstreamPort = upstreamPort;
    this.wanted = wanted;
  }

  /** Those who take part; who cannot is told of once. */
  List<RunningPeer> running(List<Peer> peers) throws IOException {
    List<RunningPeer> running = new ArrayList<>();
    for (Peer peer : peers) {
      if (wanted.isEmpty() || wanted.contains(peer.name())) {
        if (!known.containsKey(peer)) {
          known.put(peer, start(peer));
        }
        known.getOrDefault(peer, Optional.empty()).ifPresent(running::add);
      }
    }
    return running;
  }

  private Optional<RunningPeer> start(Peer peer) throws IOException {
    Optional<String> obstacle = peer.obstacle();
    if (obstacle.isPresent()) {
      System.out.printf("skipped: %s: %s%n", peer.name(), obstacle.get());
      return Optional.empty();
    }
    String folder = known.size() + "-" + peer.name().replaceAll("[^a-z]+", "-");
    return Optional.of(peer.start(Files.createDirectory(work.resolve(folder)), upstreamPort));
  }

  @Override
  public void close() {
    known.values().forEach(peer -> peer.ifPresent(RunningPeer::close));
  }
}
