package io.registrymanager.catalog;

import io.registrymanager.catalog.RepositoryEvent.Content;
import io.registrymanager.catalog.RepositoryEvent.Gone;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryEvent.Looked;
import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.catalog.UpstreamCatalog.Tags;
import io.registrymanager.oci.RepositoryName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Asks the registry about one repository after the other. Blocks. */
final class RepositoryLooks {
  private static final int PAGE = 1000;

  private final RepositoryIndex index;
  private final UpstreamCatalog upstream;
  private final InstantSource clock;

  RepositoryLooks(RepositoryIndex index, UpstreamCatalog upstream, InstantSource clock) {
    this.index = index;
    this.upstream = upstream;
    this.clock = clock;
  }

  /**
   * Counts its tags. Distribution lists for ever what was once pushed to; without a tag, and
   * without the manifest that was last heard of, nothing is left in it.
   */
  RepositoryEvent look(RepositoryName name) {
    Instant at = clock.instant();
    OptionalInt tags = count(name);
    boolean none = tags.isPresent() && tags.getAsInt() == 0 && !hasKnownManifest(name);
    return new Looked(name, at, tags, none ? Content.NONE : Content.SOME);
  }

  private OptionalInt count(RepositoryName name) {
    Set<Optional<String>> begun = new HashSet<>();
    Optional<Cursor> cursor = Optional.of(Cursor.of(PAGE, Optional.empty()));
    int count = 0;
    while (cursor.isPresent() && begun.add(cursor.get().last())) {
      switch (upstream.tags(name, cursor.get())) {
        case Tags.NameUnknown _ -> {
          return OptionalInt.empty();
        }
        case Tags.Known known -> {
          count += known.page().names().size();
          cursor = known.page().next();
        }
      }
    }
    return OptionalInt.of(count);
  }

  private boolean hasKnownManifest(RepositoryName name) {
    return index
        .manifestOf(name.value())
        .filter(digest -> upstream.hasManifest(name, digest))
        .isPresent();
  }

  /**
   * What it means that the list that began to be read at that time does not have it: it is gone
   * only if the registry itself says so too, of its name and of the manifest that was last heard
   * of.
   */
  RepositoryEvent confirm(RepositoryName name, Instant began) {
    return switch (upstream.tags(name, Cursor.of(1, Optional.empty()))) {
      case Tags.NameUnknown _ when !hasKnownManifest(name) -> new Gone(name, began);
      case Tags.NameUnknown _ -> new Listed(name, clock.instant());
      case Tags.Known _ -> new Listed(name, clock.instant());
    };
  }
}
