package io.registrymanager.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the index can be trusted, across restarts.
 *
 * @param registry of which registry, by its address: the index of another one is of no use
 * @param listed when the last whole reading of the registry's list began; without one, the index
 *     may not answer
 * @param ended when the last crawl ended, with all it had to look into
 */
public record CrawlRecord(String registry, Optional<Instant> listed, Optional<Instant> ended) {
  /** Of an index that was never filled. */
  public static final CrawlRecord NONE = new CrawlRecord("", Optional.empty(), Optional.empty());

  /** Nothing that it tells of was later. */
  Instant latest() {
    Instant known = listed.orElse(Instant.EPOCH);
    return ended.filter(known::isBefore).orElse(known);
  }

  /** The same if it is of that registry, and else one without any crawl. */
  CrawlRecord of(String wanted) {
    return registry.equals(wanted)
        ? this
        : new CrawlRecord(wanted, Optional.empty(), Optional.empty());
  }
}
