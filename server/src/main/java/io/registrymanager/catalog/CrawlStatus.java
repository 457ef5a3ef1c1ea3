package io.registrymanager.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * What the crawls are at.
 *
 * @param began when the last one began, be it still running or not
 * @param listed names that it read from the registry's list
 * @param looked repositories that it asked about
 * @param record what is known of earlier ones
 * @param noList what the registry answers instead of a list, if it has none
 * @param failure why the last one broke off; empty if it did not
 */
record CrawlStatus(
    Phase phase,
    Optional<Instant> began,
    long listed,
    long looked,
    CrawlRecord record,
    Optional<String> noList,
    Optional<String> failure) {
  /** What is being done. */
  enum Phase {
    IDLE,
    LISTING,
    CONFIRMING,
    LOOKING
  }

  static CrawlStatus idle(CrawlRecord record) {
    return new CrawlStatus(
        Phase.IDLE, Optional.empty(), 0, 0, record, Optional.empty(), Optional.empty());
  }

  CrawlStatus begin(Instant at) {
    return new CrawlStatus(Phase.LISTING, Optional.of(at), 0, 0, record, noList, failure);
  }

  CrawlStatus phase(Phase next) {
    return new CrawlStatus(next, began, listed, looked, record, noList, failure);
  }

  CrawlStatus listed(int more) {
    return new CrawlStatus(phase, began, listed + more, looked, record, noList, failure);
  }

  CrawlStatus looked(int more) {
    return new CrawlStatus(phase, began, listed, looked + more, record, noList, failure);
  }

  CrawlStatus with(CrawlRecord newer) {
    Optional<String> still = newer.listed().isPresent() ? Optional.empty() : noList;
    return new CrawlStatus(phase, began, listed, looked, newer, still, failure);
  }

  CrawlStatus withoutList(String answer) {
    return new CrawlStatus(phase, began, listed, looked, record, Optional.of(answer), failure);
  }

  CrawlStatus end(Optional<String> why) {
    return new CrawlStatus(Phase.IDLE, began, listed, looked, record, noList, why);
  }
}
