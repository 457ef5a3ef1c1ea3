package io.registrymanager.catalog;

import io.registrymanager.oci.RepositoryName;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Repositories that somebody should look into soon, each once; bounded, for the next crawl looks
 * into all of them anyway. Thread-safe.
 */
final class LookRequests {
  private static final int MOST = 10_000;

  private final Set<RepositoryName> names = ConcurrentHashMap.newKeySet();

  /** Asks for a look; never blocks. */
  void add(RepositoryName name) {
    if (names.size() < MOST) {
      names.add(name);
    }
  }

  /** Takes one, if there is any. */
  Optional<RepositoryName> take() {
    Iterator<RepositoryName> rest = names.iterator();
    while (rest.hasNext()) {
      RepositoryName name = rest.next();
      if (names.remove(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }
}
