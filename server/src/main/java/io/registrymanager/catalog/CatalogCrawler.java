package io.registrymanager.catalog;

import io.registrymanager.catalog.CrawlStatus.Phase;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.UpstreamCatalogException.NoList;
import io.registrymanager.oci.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registry's whole list into the index, has it confirm what is missing from it, and looks
 * into every repository. One crawl at a time, by one thread; {@link #status} and {@link #isListed}
 * may be called from anywhere.
 */
final class CatalogCrawler {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogCrawler.class);
  private static final int CHUNK = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So many failures in a row are the registry's, not one repository's. */
  private static final int MOST_FAILURES = 10;

  private final RepositoryIndex index;
  private final UpstreamWalk walk;
  private final RepositoryLooks looks;
  private final InstantSource clock;
  private final Pace pace;
  private final CountDownLatch listed = new CountDownLatch(1);
  private final LookRequests requested;
  private volatile CrawlStatus status;
  private int failures;

  /**
   * A crawler of one registry.
   *
   * @param registry its address, by which the index is known to be of this one
   */
  CatalogCrawler(
      RepositoryIndex index,
      UpstreamCatalog upstream,
      String registry,
      LookRequests requested,
      InstantSource clock,
      Pace pace) {
    this.index = index;
    this.walk = new UpstreamWalk(upstream, this::rest);
    this.looks = new RepositoryLooks(index, upstream, clock);
    this.requested = requested;
    this.clock = clock;
    this.pace = pace;
    this.status = CrawlStatus.idle(index.crawls().of(registry));
    if (status.record().listed().isPresent()) {
      listed.countDown();
    }
  }

  /**
   * Whether the list was read to its end once, or there is none: before that, the index may not
   * answer.
   */
  boolean isListed() {
    return listed.getCount() == 0;
  }

  /**
   * Waits for {@link #isListed}.
   *
   * @throws UpstreamCatalogException if it does not become true within a time that clients wait
   */
  void awaitListed() {
    try {
      if (!listed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UpstreamCatalogException("the registry's list was not read to its end yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamCatalogException("interrupted while waiting for the registry's list");
    }
  }

  CrawlStatus status() {
    return status;
  }

  /**
   * One crawl.
   *
   * @throws RuntimeException if it had to be broken off; what was found until then is kept
   */
  void crawl() {
    Instant began = clock.instant();
    failures = 0;
    status = status.begin(began);
    try {
      readList(began);
      each(Phase.CONFIRMING, began, index::notSeenSince, name -> looks.confirm(name, began));
      each(Phase.LOOKING, began, index::notLookedIntoSince, looks::look);
      CrawlRecord record = status.record();
      keep(new CrawlRecord(record.registry(), record.listed(), Optional.of(clock.instant())));
      status = status.end(Optional.empty());
    } catch (RuntimeException e) {
      status = status.end(Optional.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private void readList(Instant began) {
    try {
      walk.everything(this::list);
      keep(
          new CrawlRecord(status.record().registry(), Optional.of(began), status.record().ended()));
    } catch (NoList e) {
      if (status.record().listed().isPresent()) {
        throw e; // it had one before
      }
      if (status.noList().isEmpty()) {
        LOG.warn(
            "the registry has no list of repositories ({}): lists show what is pushed and pulled here, and what the registry's notifications tell of",
            e.getMessage());
      }
      status = status.withoutList(String.valueOf(e.getMessage()));
    }
    listed.countDown();
  }

  /** The first time many wait for the list, later nobody does. */
  private void rest(long workNanos) {
    if (isListed() && !pace.rest(workNanos)) {
      throw new CrawlEndedException();
    }
  }

  private void keep(CrawlRecord crawls) {
    index.keep(crawls);
    status = status.with(crawls);
  }

  private void list(List<RepositoryName> names) {
    Instant now = clock.instant();
    index.apply(names.stream().<RepositoryEvent>map(name -> new Listed(name, now)).toList());
    status = status.listed(names.size());
    lookAtRequested();
    if (!pace.next()) {
      throw new CrawlEndedException();
    }
  }

  /** Pages of names in the index, from a cursor on. */
  private interface Pages {
    List<String> of(Instant before, Optional<String> after, int limit);
  }

  private void each(
      Phase phase, Instant began, Pages pages, Function<RepositoryName, RepositoryEvent> ask) {
    status = status.phase(phase);
    Optional<String> after = Optional.empty();
    List<String> names = pages.of(began, after, CHUNK);
    while (!names.isEmpty()) {
      List<RepositoryEvent> events = new ArrayList<>();
      for (String name : names) {
        lookAtRequested();
        if (!pace.next()) {
          throw new CrawlEndedException();
        }
        RepositoryName.parse(name).flatMap(parsed -> ask(parsed, ask)).ifPresent(events::add);
      }
      index.apply(events);
      status = status.looked(names.size());
      after = Optional.of(names.getLast());
      names = pages.of(began, after, CHUNK);
    }
  }

  /** One repository that cannot be asked about does not keep the crawl from its end. */
  private Optional<RepositoryEvent> ask(
      RepositoryName name, Function<RepositoryName, RepositoryEvent> question) {
    try {
      RepositoryEvent event = question.apply(name);
      failures = 0;
      return Optional.of(event);
    } catch (UpstreamCatalogException e) {
      if (++failures >= MOST_FAILURES) {
        throw e;
      }
      LOG.warn("the registry cannot be asked about {}: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** Looks into what was asked for since; a first crawl looks into everything anyway. */
  void lookAtRequested() {
    if (!isListed()) {
      return;
    }
    Optional<RepositoryName> next = requested.take();
    while (next.isPresent()) {
      RepositoryName name = next.get();
      try {
        index.apply(List.of(looks.look(name)));
      } catch (UpstreamCatalogException e) {
        LOG.warn("the registry cannot be asked about {}: {}", name, e.getMessage());
      }
      next = requested.take();
    }
  }

  /** The program ends. */
  static final class CrawlEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrawlEndedException() {
      super("the program ended");
    }
  }
}
