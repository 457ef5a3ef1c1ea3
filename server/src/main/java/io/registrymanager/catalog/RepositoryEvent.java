package io.registrymanager.catalog;

import io.registrymanager.oci.RepositoryName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that was learned about a repository, and when. */
public sealed interface RepositoryEvent {
  /** Which one. */
  RepositoryName repository();

  /** When it was so. */
  Instant at();

  /**
   * A manifest was put into it.
   *
   * @param by the user's name, where it passed here
   * @param digest of the manifest, where it is known
   */
  record Pushed(RepositoryName repository, Instant at, Optional<String> by, Optional<String> digest)
      implements RepositoryEvent {}

  /**
   * A manifest was read from it.
   *
   * @param digest of the manifest, where it is known
   */
  record Pulled(RepositoryName repository, Instant at, Optional<String> digest)
      implements RepositoryEvent {}

  /** The registry lists it, whether or not anything is in it. */
  record Listed(RepositoryName repository, Instant at) implements RepositoryEvent {}

  /**
   * It was looked into.
   *
   * @param at when the look began: what was pushed later is not in it
   * @param tags how many tags it has; empty where the registry does not say
   */
  record Looked(RepositoryName repository, Instant at, OptionalInt tags, Content content)
      implements RepositoryEvent {}

  /** Whether anything is left in a repository. */
  enum Content {
    /** Something is, or nobody knows better. */
    SOME,
    /** Neither a tag nor a manifest that is known of: distribution keeps such a name for ever. */
    NONE
  }

  /**
   * Neither the registry's list nor the registry itself knows it.
   *
   * @param at when the list began to be read: what was seen since stays
   */
  record Gone(RepositoryName repository, Instant at) implements RepositoryEvent {}
}
