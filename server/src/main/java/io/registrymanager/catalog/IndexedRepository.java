package io.registrymanager.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the index knows of one repository.
 *
 * @param name as the registry lists it
 * @param seen from the first to the last time that it was there
 * @param lastPull to within some minutes
 * @param tags how many, when it was last looked into
 * @param content whether anything is left in it
 */
public record IndexedRepository(
    String name,
    Seen seen,
    Optional<Push> lastPush,
    Optional<Instant> lastPull,
    OptionalInt tags,
    RepositoryEvent.Content content) {
  /** When it was there. */
  public record Seen(Instant first, Instant last) {}

  /**
   * A push.
   *
   * @param by the user's name, where the push passed here
   */
  public record Push(Instant at, Optional<String> by) {}
}
