package io.registrymanager.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.registrymanager.access.Namespace;
import io.registrymanager.access.Rights;
import io.registrymanager.oci.RepositoryName;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers from the registry's own list while the index is not filled: sorted, for registries have
 * orders of their own, and namespace by namespace for whoever has few of them, so that only those
 * are read. Thread-safe; blocks.
 */
final class UpstreamListing {
  private static final int MOST_NAMESPACES = 64;

  private final UpstreamWalk walk;

  /** For the pages that follow the first one, which is always read anew. */
  private final Cache<Rights, NavigableSet<String>> read =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumSize(100)
          .expireAfterWrite(Duration.ofSeconds(30))
          .executor(Runnable::run)
          .build();

  UpstreamListing(UpstreamWalk walk) {
    this.walk = walk;
  }

  /** Whether it takes less than to read the whole list, as a crawl does. */
  boolean isShort(Rights rights) {
    return switch (rights) {
      case Rights.Everything _ -> false;
      case Rights.Granted granted -> {
        Set<String> namespaces = NameRanges.namespaces(granted);
        yield namespaces.size() <= MOST_NAMESPACES && !namespaces.contains(Namespace.EVERY.value());
      }
    };
  }

  /** The names behind {@code after}, in byte order. */
  List<String> names(Rights rights, Optional<String> after, int limit) {
    if (after.isEmpty()) {
      read.invalidate(rights);
    }
    NavigableSet<String> names = read.get(rights, this::read);
    return after.map(last -> names.tailSet(last, false)).orElse(names).stream()
        .limit(limit)
        .toList();
  }

  private NavigableSet<String> read(Rights rights) {
    NavigableSet<String> names = new TreeSet<>();
    if (rights instanceof Rights.Granted granted && isShort(rights)) {
      for (String namespace : NameRanges.namespaces(granted)) {
        walk.under(
            new RepositoryName(namespace), page -> page.forEach(name -> names.add(name.value())));
      }
    } else {
      NameRanges visible = NameRanges.of(rights);
      walk.everything(
          page ->
              page.stream()
                  .map(RepositoryName::value)
                  .filter(visible::contains)
                  .forEach(names::add));
    }
    return names;
  }
}
