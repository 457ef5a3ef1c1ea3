package io.registrymanager.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.registrymanager.access.Rights;
import io.registrymanager.catalog.RepositoryIndex.Found;
import io.registrymanager.catalog.RepositoryIndex.Query;
import io.registrymanager.catalog.RepositoryRoute.Wanted;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which repositories somebody may pull from, page by page in byte order: from the index, or from
 * the registry itself until its list was read once. Thread-safe; every method blocks.
 */
final class CatalogService {
  static final int USUAL_PAGE = 100;
  static final int LARGEST_PAGE = 1000;
  private static final int REMEMBERED = 10_000;
  private static final Duration SETTLED_WITHIN = Duration.ofMillis(500);

  private final RepositoryIndex index;
  private final CatalogFeed feed;
  private final CatalogCrawler crawler;
  private final UpstreamListing listing;
  private final Waiting waiting;

  /** Rights are made once for each change of a user, so the same object means the same ranges. */
  private final LoadingCache<Rights, NameRanges> ranges =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumSize(REMEMBERED)
          .executor(Runnable::run)
          .build(NameRanges::of);

  /** Whether the index will be filled soon. */
  enum Waiting {
    WORTHWHILE,
    USELESS
  }

  CatalogService(
      RepositoryIndex index,
      CatalogFeed feed,
      CatalogCrawler crawler,
      UpstreamListing listing,
      Waiting waiting) {
    this.index = index;
    this.feed = feed;
    this.crawler = crawler;
    this.listing = listing;
    this.waiting = waiting;
  }

  /**
   * A page of names.
   *
   * @throws UpstreamCatalogException if the index may not answer yet, and the registry cannot
   */
  CatalogPage<String> names(Rights rights, PageRequest page, CatalogScope scope) {
    int limit = Math.min(page.n().orElse(USUAL_PAGE), LARGEST_PAGE);
    NameRanges visible = ranges.get(rights);
    if (limit == 0 || visible.size() == 0) {
      return new CatalogPage<>(List.of(), Optional.empty());
    }
    if (!crawler.isListed()) {
      if (waiting == Waiting.USELESS || listing.isShort(rights)) {
        return cut(listing.names(rights, page.last(), limit + 1), limit);
      }
      crawler.awaitListed();
    }
    feed.settle(SETTLED_WITHIN);
    return cut(index.names(new Query(visible, page.last(), limit + 1, scope)).entries(), limit);
  }

  /**
   * A page of what is known, from the index alone.
   *
   * @throws UpstreamCatalogException if the index may not answer yet
   */
  CatalogPage<IndexedRepository> entries(Rights rights, Wanted wanted) {
    if (!crawler.isListed()) {
      if (waiting == Waiting.USELESS && crawler.status().phase() == CrawlStatus.Phase.IDLE) {
        throw new UpstreamCatalogException("the registry's list was never read");
      }
      crawler.awaitListed();
    }
    feed.settle(SETTLED_WITHIN);
    return entries(index, ranges.get(rights), wanted);
  }

  static CatalogPage<IndexedRepository> entries(
      RepositoryIndex index, NameRanges visible, Wanted wanted) {
    int limit = wanted.limit();
    Found<IndexedRepository> found =
        index.entries(
            new Query(
                visible.within(wanted.prefix()),
                wanted.after(),
                limit + 1,
                wanted.scope(),
                wanted.containing()));
    List<IndexedRepository> all = found.entries();
    boolean more = all.size() > limit;
    List<IndexedRepository> entries = more ? all.subList(0, limit) : all;
    return new CatalogPage<>(entries, more ? Optional.of(entries.getLast().name()) : found.cut());
  }

  private static CatalogPage<String> cut(List<String> names, int limit) {
    return names.size() > limit
        ? new CatalogPage<>(names.subList(0, limit), Optional.of(names.get(limit - 1)))
        : new CatalogPage<>(names, Optional.empty());
  }
}
