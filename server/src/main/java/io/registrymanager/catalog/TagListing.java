package io.registrymanager.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.catalog.UpstreamCatalog.Page;
import io.registrymanager.catalog.UpstreamCatalog.Tags;
import io.registrymanager.oci.PageRequest;
import io.registrymanager.oci.RepositoryName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages of tags in byte order, whether or not the registry knows how to page. One that does is
 * asked for just what is wanted. One that does not gives all tags at once; they are kept for the
 * pages that follow, until something is pushed to the repository. Thread-safe; blocks.
 */
final class TagListing {
  /** What one question asks for at most: more is refused by some registries. */
  private static final int UPSTREAM_PAGE = 1000;

  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final long KEPT_CHARACTERS = 32L * 1024 * 1024;

  private final UpstreamCatalog upstream;
  private final Cache<RepositoryName, String[]> whole =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(KEPT_CHARACTERS)
          .weigher((RepositoryName _, String[] tags) -> weight(tags))
          .executor(Runnable::run)
          .build();

  TagListing(UpstreamCatalog upstream) {
    this.upstream = upstream;
  }

  private static int weight(String[] tags) {
    return Arrays.stream(tags).mapToInt(tag -> tag.length() + 56).sum();
  }

  /** Something was pushed to it, or deleted from it. Never blocks. */
  void changed(RepositoryName repository) {
    whole.invalidate(repository);
  }

  /**
   * A page of tags; nothing if the registry does not know the repository.
   *
   * @throws UpstreamCatalogException if the registry cannot be asked
   */
  Optional<CatalogPage<String>> tags(RepositoryName repository, PageRequest page) {
    int limit = page.n().orElse(PageRequest.MAX_N);
    // The first page is always read anew: whoever pushed past us finds it there.
    @Nullable String[] kept = page.last().isPresent() ? whole.getIfPresent(repository) : null;
    return kept == null
        ? ask(repository, page.last(), limit)
        : Optional.of(cut(kept, page.last(), limit));
  }

  private Optional<CatalogPage<String>> ask(
      RepositoryName repository, Optional<String> last, int limit) {
    List<String> tags = new ArrayList<>();
    Optional<String> from = last;
    boolean more = true;
    while (more && tags.size() < Math.max(1, limit)) {
      int size = Math.clamp(limit - tags.size(), 1, UPSTREAM_PAGE);
      switch (upstream.tags(repository, Cursor.of(size, from))) {
        case Tags.NameUnknown _ -> {
          return Optional.empty();
        }
        case Tags.Known(Page answer) -> {
          if (!isPage(answer, size, from)) {
            return Optional.of(cut(whole(repository, answer.names(), from), last, limit));
          }
          tags.addAll(answer.names());
          more = answer.next().isPresent() && !answer.names().isEmpty();
          from = answer.names().isEmpty() ? from : Optional.of(answer.names().getLast());
        }
      }
    }
    if (limit == 0) {
      return Optional.of(new CatalogPage<>(List.of(), Optional.empty()));
    }
    return Optional.of(
        new CatalogPage<>(tags, more ? Optional.of(tags.getLast()) : Optional.empty()));
  }

  /** Whether the registry did as it was asked, or else gave everything, in any order. */
  private static boolean isPage(Page answer, int size, Optional<String> last) {
    List<String> tags = answer.names();
    String before = last.orElse("");
    for (String tag : tags) {
      if (tag.compareTo(before) <= 0) {
        return false;
      }
      before = tag;
    }
    return tags.size() <= size;
  }

  /** Keeps what is the whole list, and not only what is behind {@code last}. */
  private String[] whole(RepositoryName repository, List<String> tags, Optional<String> last) {
    String[] sorted = tags.stream().sorted().distinct().toArray(String[]::new);
    if (last.isEmpty() || sorted.length > 0 && sorted[0].compareTo(last.get()) <= 0) {
      whole.put(repository, sorted);
    }
    return sorted;
  }

  private static CatalogPage<String> cut(String[] tags, Optional<String> last, int limit) {
    int begin = last.map(tag -> behind(tags, tag)).orElse(0);
    int end = (int) Math.min(tags.length, (long) begin + limit);
    boolean more = end < tags.length && end > begin;
    return new CatalogPage<>(
        List.of(Arrays.copyOfRange(tags, begin, end)),
        more ? Optional.of(tags[end - 1]) : Optional.empty());
  }

  private static int behind(String[] tags, String last) {
    int found = Arrays.binarySearch(tags, last);
    return found < 0 ? -found - 1 : found + 1;
  }
}
