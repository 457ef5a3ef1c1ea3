package io.registrymanager.catalog;

import io.registrymanager.observation.HealthIndicator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the catalog is. Never a reason not to be ready: pulls and pushes go on without it. */
final class CatalogHealth implements HealthIndicator {
  private final CatalogCrawler crawler;

  CatalogHealth(CatalogCrawler crawler) {
    this.crawler = crawler;
  }

  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public CompletionStage<Health> check() {
    return CompletableFuture.completedFuture(now());
  }

  private Health now() {
    CrawlStatus status = crawler.status();
    if (status.failure().isPresent()) {
      return new Health.Impaired("the last crawl was broken off: " + status.failure().get());
    }
    if (status.noList().isPresent()) {
      return new Health.Impaired(
          "the registry has no list (%s): only what passes here or is told of is known"
              .formatted(status.noList().get()));
    }
    return crawler.isListed()
        ? new Health.Up()
        : new Health.Impaired("the registry's list is being read for the first time");
  }
}
