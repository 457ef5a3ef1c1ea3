package io.registrymanager.catalog;

import io.registrymanager.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the registry itself says of its repositories and their tags. Thread-safe; every method
 * blocks for a bounded time, and throws {@link UpstreamCatalogException} where there is no usable
 * answer.
 */
public interface UpstreamCatalog {
  /**
   * Where a page begins.
   *
   * @param n how many entries at most, if that is said
   * @param last the entry behind which it begins
   */
  record Cursor(OptionalInt n, Optional<String> last) {
    /** A page of that size behind {@code last}. */
    public static Cursor of(int n, Optional<String> last) {
      return new Cursor(OptionalInt.of(n), last);
    }
  }

  /**
   * One page, as the registry gives it.
   *
   * @param next how it names the page that follows; empty on the last one, or what passes for it
   */
  record Page(List<String> names, Optional<Cursor> next) {
    /** Copies the list. */
    public Page {
      names = List.copyOf(names);
    }
  }

  /** What there is to say about the tags of a repository. */
  sealed interface Tags {
    /** These, in the registry's own order. */
    record Known(Page page) implements Tags {}

    /** There is no such repository, or it never had a tag. */
    record NameUnknown() implements Tags {}
  }

  /** Whether a registry is there and accepts our login. */
  boolean isThere();

  /** A page of the list of repositories. */
  Page repositories(Cursor cursor);

  /** A page of the tags of a repository; some registries give all of them, whatever is asked. */
  Tags tags(RepositoryName repository, Cursor cursor);

  /** Whether the repository has that manifest. */
  boolean hasManifest(RepositoryName repository, String digest);
}
