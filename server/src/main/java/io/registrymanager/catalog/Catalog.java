package io.registrymanager.catalog;

import io.registrymanager.catalog.CatalogService.Waiting;
import io.registrymanager.endpoint.Route;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The catalog of one registry, from its beginning to {@link #close}: what answers, and the thread
 * that keeps the index true.
 */
public final class Catalog implements AutoCloseable {
  /** The paths of all routes that there may be. */
  public static final List<String> PATHS =
      List.of(
          RepositoryRoute.PATH, CatalogRoutes.STATUS, CatalogRoutes.CRAWL, NotificationRoute.PATH);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final CatalogFeed feed;
  private final CatalogCrawler crawler;
  private final CrawlSchedule schedule;
  private final RegistryListings listings;
  private final List<Route> routes;
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
      String registry) {
    this.clock = feed.clock();
    this.feed = feed;
    this.crawler =
        new CatalogCrawler(
            index,
            upstream,
            registry,
            feed.looks(),
            clock,
            new Pace(settings.looksPerSecond(), settings.crawlShare(), end));
    this.schedule = new CrawlSchedule(crawler, settings.crawlInterval(), clock, System::nanoTime);
    TagListing tags = new TagListing(upstream);
    feed.onChange(tags::changed);
    CatalogService service =
        new CatalogService(
            index,
            feed,
            crawler,
            new UpstreamListing(new UpstreamWalk(upstream)),
            settings.crawls() ? Waiting.WORTHWHILE : Waiting.USELESS);
    this.listings = new RegistryListings(service, tags);
    CatalogStatus status = new CatalogStatus(index, crawler::status, schedule::next);
    List<Route> all = new ArrayList<>(CatalogRoutes.of(service, status, schedule));
    settings
        .notificationSecret()
        .map(new NotificationRoute(index, feed)::route)
        .ifPresent(all::add);
    this.routes = List.copyOf(all);
    this.thread = Thread.ofPlatform().daemon().name("catalog-crawl").start(() -> schedule.run(end));
  }

  /** What answers the lists of the registry API. */
  public RegistryListings listings() {
    return listings;
  }

  /** Our own routes about repositories, each with its rule. */
  public List<Route> routes() {
    return routes;
  }

  /** The routes that work without a server, on the index alone. */
  public static List<Route> routesWithoutServer(RepositoryIndex index) {
    return CatalogRoutes.withoutServer(
        index, new CatalogStatus(index, () -> CrawlStatus.idle(index.crawls()), Optional::empty));
  }

  /** Shows among the metrics what the index holds and how crawls went. */
  public void showIn(Metrics metrics) {
    metrics.gauge(
        "registrymanager_catalog_answers_from_index",
        "1 once the registry's list was read to its end, 0 before.",
        () -> crawler.status().record().listed().isPresent() ? 1 : 0);
    metrics.gauge(
        "registrymanager_catalog_listed_age_seconds",
        "Since the last whole reading of the registry's list began; -1 without one.",
        this::listedAge);
    metrics.gauge(
        "registrymanager_catalog_listed",
        "Names that the last crawl read from the registry's list.",
        () -> crawler.status().listed());
    metrics.counter(
        "registrymanager_catalog_crawls_total", "Crawls that came to their end.", schedule::crawls);
    metrics.counter(
        "registrymanager_catalog_broken_crawls_total",
        "Crawls that had to be broken off.",
        schedule::broken);
    metrics.counter(
        "registrymanager_catalog_events_dropped_total",
        "Pushes and pulls that the index did not keep up with; the next crawl finds them.",
        feed::dropped);
  }

  private double listedAge() {
    return crawler
        .status()
        .record()
        .listed()
        .map(at -> Duration.between(at, clock.instant()).toMillis() / 1e3)
        .orElse(-1.0);
  }

  /** Whether the lists are right, or how far from it; pulls and pushes do not depend on it. */
  public HealthIndicator health() {
    return new CatalogHealth(crawler);
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
