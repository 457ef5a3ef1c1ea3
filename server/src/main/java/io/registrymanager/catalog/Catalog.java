package io.registrymanager.catalog;

import io.registrymanager.observation.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * The catalog of one registry, from its beginning to {@link #close}: what answers, and the thread
 * that keeps the index true.
 */
public final class Catalog implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final RepositoryIndex index;
  private final CatalogFeed feed;
  private final CatalogCrawler crawler;
  private final CrawlSchedule schedule;
  private final RegistryListings listings;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Begins to crawl.
   *
   * @param feed tells the index already what passes the proxy
   * @param registry the registry's address: an index of another one is not used
   */
  public Catalog(
      CatalogSettings settings,
      RepositoryIndex index,
      UpstreamCatalog upstream,
      CatalogFeed feed,
      String registry,
      InstantSource clock) {
    this.index = index;
    this.feed = feed;
    this.crawler =
        new CatalogCrawler(
            index,
            upstream,
            registry,
            feed.looks(),
            clock,
            new Pace(settings.looksPerSecond(), end));
    this.schedule = new CrawlSchedule(crawler, settings.crawlInterval(), clock);
    TagListing tags = new TagListing(upstream);
    feed.onChange(tags::changed);
    UpstreamListing unread = new UpstreamListing(new UpstreamWalk(upstream));
    this.listings =
        new RegistryListings(new CatalogService(index, feed, crawler, unread), tags);
    this.thread =
        Thread.ofPlatform().daemon().name("catalog-crawl").start(() -> schedule.run(end));
  }

  /** What answers the lists of the registry API. */
  public RegistryListings listings() {
    return listings;
  }

  /** Ends a crawl that is under way; the next start begins a new one. */
  @Override
  public void close() {
    end.countDown();
    thread.interrupt();
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
