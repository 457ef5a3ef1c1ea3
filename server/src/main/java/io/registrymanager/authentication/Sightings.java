package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.User;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How everybody of the directory was who logged in lately: their rights come from here, and a login
 * counts only while its sighting is here. Bounded, thread-safe.
 */
final class Sightings {
  private final DirectoryLogins logins;
  private final Ticker ticker;
  private final AtomicLong generations = new AtomicLong();
  private final Cache<DirectoryId, Sighting> sightings;

  Sightings(DirectoryLogins logins, int size, Ticker ticker) {
    this.logins = logins;
    this.ticker = ticker;
    this.sightings =
        Caffeine.newBuilder()
            .maximumSize(size)
            .expireAfter(
                Expiry.<DirectoryId, Sighting>writing(
                    // From the last proof on: whoever is only rechecked is forgotten one day.
                    (_, sighting) ->
                        logins
                            .usefulLife()
                            .minusNanos(Math.max(0, sighting.seenAt() - sighting.provenAt()))))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Everybody. */
  List<DirectoryId> all() {
    return List.copyOf(sightings.asMap().keySet());
  }

  /** The last sighting of that person. */
  Optional<Sighting> of(DirectoryId id) {
    return Optional.ofNullable(sightings.getIfPresent(id));
  }

  /** The sighting on which a login of that generation rests, if it still does. */
  Optional<Sighting> behind(DirectoryId id, long generation) {
    return of(id).filter(sighting -> sighting.generation() == generation);
  }

  /** Whether what the directory said then is too old to go by while it can be asked. */
  boolean isStale(Sighting sighting) {
    return ticker.read() - sighting.seenAt() >= logins.groupCacheLife().toNanos();
  }

  /** What groups give that user, as far as it was seen. */
  GroupRights groupsOf(User user) {
    return switch (user) {
      case LocalUser _ -> GroupRights.none();
      case DirectoryUser directory ->
          directory
              .person()
              .flatMap(this::of)
              .map(sighting -> sighting.person().groups())
              .orElseGet(GroupRights::none);
    };
  }

  /**
   * Notes a login; earlier ones of the same person stay good unless something ended them.
   *
   * @param person as it is now
   * @param provenAt when its password was accepted
   */
  Sighting proven(DirectoryPerson person, long provenAt) {
    long now = ticker.read();
    return sightings
        .asMap()
        .compute(
            person.id(),
            (_, known) ->
                known != null && Sighting.allowsLoginsOf(known.person(), person)
                    ? known.proven(person, now, provenAt)
                    : new Sighting(person, generations.incrementAndGet(), now, provenAt));
  }

  /** Notes how somebody is now, if the logins of that sighting may stay; else forgets them. */
  Optional<Sighting> seen(DirectoryPerson person) {
    long now = ticker.read();
    return Optional.ofNullable(
        sightings
            .asMap()
            .computeIfPresent(
                person.id(),
                (_, known) ->
                    Sighting.allowsLoginsOf(known.person(), person)
                        ? known.seen(person, now)
                        : null));
  }

  /** Ends every login of that person. */
  void forget(DirectoryId id) {
    sightings.invalidate(id);
  }
}
