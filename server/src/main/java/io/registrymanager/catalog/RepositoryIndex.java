package io.registrymanager.catalog;

import io.registrymanager.oci.CatalogScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which repositories there are, kept on disk. Thread-safe; every method blocks, and throws {@link
 * io.registrymanager.identity.StoreException} if it could not be done.
 */
public interface RepositoryIndex {
  /**
   * A part of the list.
   *
   * @param ranges where in the list of names
   * @param after the text behind which it begins; it need not be a name
   * @param limit how many at most
   * @param containing what each name contains
   */
  record Query(
      NameRanges ranges, Optional<String> after, int limit, CatalogScope scope, String containing) {
    /** A query for any name. */
    public Query(NameRanges ranges, Optional<String> after, int limit, CatalogScope scope) {
      this(ranges, after, limit, scope, "");
    }

    /** The same in other ranges. */
    public Query within(NameRanges others) {
      return new Query(others, after, limit, scope, containing);
    }
  }

  /**
   * What a query found, in byte order.
   *
   * @param cut the name up to which was looked, if that is where looking was broken off for having
   *     taken too long: there may be more behind it, though fewer than asked for were found
   */
  record Found<T>(List<T> entries, Optional<String> cut) {
    /** Copies the list. */
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Their names. Costs the names it gives, and at most one look-up for each time that names and
   * ranges take turns: many ranges between two names are one, and so are many names between two
   * ranges. Of many ranges, nearly none that is empty costs one, once somebody has asked for many.
   */
  Found<String> names(Query query);

  /** All that is known of them. */
  Found<IndexedRepository> entries(Query query);

  /** Takes note of all of that, in this order, in one transaction. */
  void apply(List<RepositoryEvent> events);

  /** Names in byte order that were last seen before that time. */
  List<String> notSeenSince(Instant time, Optional<String> after, int limit);

  /** Names in byte order that were last looked into before that time, or never. */
  List<String> notLookedIntoSince(Instant time, Optional<String> after, int limit);

  /** A manifest that the repository is known to have had, by digest. */
  Optional<String> manifestOf(String name);

  /** How many there are. */
  long count(CatalogScope scope);

  /** What is known of the crawls, and of which registry. */
  CrawlRecord crawls();

  /** Keeps what is known of the crawls. */
  void keep(CrawlRecord crawls);
}
