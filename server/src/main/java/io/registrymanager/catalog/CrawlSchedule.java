package io.registrymanager.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crawls when it is time: at the start, on an interval, on demand, and a while after a crawl that
 * had to be broken off, longer each time. Thread-safe but for {@link #turn}.
 */
final class CrawlSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(CrawlSchedule.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofDays(36_500);
  private static final Duration FAR = NEVER.dividedBy(2);
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final CatalogCrawler crawler;
  private final Duration interval;
  private final InstantSource clock;
  private final AtomicLong crawls = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final LongSupplier nanos;
  private volatile long due;
  private Duration retry = FIRST_RETRY;
  private String complaint = "";

  /**
   * A schedule; with an interval of zero nothing is done without {@link #demand}.
   *
   * @param clock tells people when the next crawl is due
   * @param nanos tells it to us
   */
  CrawlSchedule(
      CatalogCrawler crawler, Duration interval, InstantSource clock, LongSupplier nanos) {
    this.crawler = crawler;
    this.interval = interval.isZero() ? NEVER : interval;
    this.clock = clock;
    this.nanos = nanos;
    this.due = nanos.getAsLong() + (interval.isZero() ? NEVER.toNanos() : 0);
  }

  /** Makes a crawl due now. */
  void demand() {
    due = nanos.getAsLong();
  }

  /** When the next crawl is due, if one is. */
  Optional<Instant> next() {
    Duration left = Duration.ofNanos(due - nanos.getAsLong());
    return left.compareTo(FAR) > 0 ? Optional.empty() : Optional.of(clock.instant().plus(left));
  }

  long crawls() {
    return crawls.get();
  }

  long broken() {
    return broken.get();
  }

  /** Goes on until {@code end} opens, a glance at a time. */
  void run(CountDownLatch end) {
    while (end.getCount() > 0) {
      turn();
      LockSupport.parkNanos(this, GLANCE.toNanos());
    }
  }

  /** Does what there is to do now. Blocks; never throws. */
  void turn() {
    try {
      crawler.lookAtRequested();
      if (nanos.getAsLong() - due >= 0) {
        crawl();
      }
    } catch (RuntimeException e) {
      LOG.warn("a repository could not be looked into: {}", e.getMessage());
    }
  }

  private void crawl() {
    due = nanos.getAsLong() + interval.toNanos();
    try {
      crawler.crawl();
      crawls.incrementAndGet();
      retry = FIRST_RETRY;
      complaint = "";
    } catch (CatalogCrawler.CrawlEndedException _) {
      LOG.debug("a crawl ended with the program");
    } catch (RuntimeException e) {
      broken.incrementAndGet();
      long again = nanos.getAsLong() + retry.toNanos();
      due = again - due < 0 ? again : due;
      String why = String.valueOf(e.getMessage());
      if (!why.equals(complaint)) {
        complaint = why; // once, however long it lasts
        LOG.warn("the catalog could not be read, trying again: {}", why);
      }
      retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
    }
  }
}
