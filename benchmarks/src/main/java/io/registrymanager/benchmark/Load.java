package io.registrymanager.benchmark;

import java.util.List;

/**
 * What a generator does on its connections, over and over.
 *
 * @param scripts requests in order; each round on any connection takes the next script in rotation
 */
record Load(List<List<Request>> scripts, int connections, Offer offer, Link link) {
  Load {
    scripts = List.copyOf(scripts);
  }

  /** The same requests in every round, on plain connections that are kept. */
  static Load of(List<Request> script, int connections, Offer offer) {
    return new Load(List.of(script), connections, offer, Link.PLAIN);
  }

  Load over(Link other) {
    return new Load(scripts, connections, offer, other);
  }

  Load flatOut() {
    return new Load(scripts, connections, Offer.flatOut(unit()), link);
  }

  Unit unit() {
    return offer.unit();
  }
}
