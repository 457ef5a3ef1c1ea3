package io.registrymanager.authentication;

import io.registrymanager.identity.Directory;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.Directory.Survey;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory about everybody who logged in lately: whoever is disabled, expired, locked or
 * gone, or has another password, has to log in anew, and groups are as they are now (traps 99 and
 * 107). Blocks. Thread-safe.
 */
final class Recheck {
  private static final Logger LOG = LoggerFactory.getLogger(Recheck.class);
  private static final int AT_ONCE = 500;

  private final Directory directory;
  private final UserStore store;
  private final Sightings sightings;
  private final AtomicBoolean away = new AtomicBoolean();

  Recheck(Directory directory, UserStore store, Sightings sightings) {
    this.directory = directory;
    this.store = store;
    this.sightings = sightings;
  }

  /**
   * Asks once.
   *
   * @param busy who is at work, though the login may be long forgotten
   * @param gone told of each user whose person may not be here any more at all
   */
  void run(Collection<UserId> busy, Consumer<UserId> gone) {
    List<DirectoryId> all =
        Stream.concat(sightings.all().stream(), busy.stream().flatMap(id -> person(id).stream()))
            .distinct()
            .toList();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<DirectoryId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      switch (directory.recheck(some)) {
        case Survey.Known(Map<DirectoryId, DirectoryPerson> people) -> {
          if (away.getAndSet(false)) {
            LOG.info("people of the directory are rechecked again");
          }
          some.forEach(id -> compare(id, Optional.ofNullable(people.get(id)), gone));
        }
        case Survey.Unreachable(Outage outage) -> {
          if (!away.getAndSet(true)) {
            LOG.warn("people of the directory are not rechecked: {}", outage.reason());
          }
          return;
        }
      }
    }
  }

  private void compare(DirectoryId id, Optional<DirectoryPerson> now, Consumer<UserId> gone) {
    if (now.isEmpty()) {
      sightings.forget(id);
      LOG.info("{} is not in the directory any more: its logins end", id);
      tell(id, gone);
      return;
    }
    DirectoryPerson person = now.get();
    if (sightings.of(id).isPresent() && sightings.seen(person).isEmpty()) {
      LOG.info("the logins of {} end: its account or password has changed", person.name());
    }
    if (isOver(person.state())) {
      tell(id, gone);
    }
  }

  private Optional<DirectoryId> person(UserId id) {
    return store
        .find(id)
        .flatMap(
            user ->
                switch (user) {
                  case LocalUser _ -> Optional.empty();
                  case DirectoryUser directory -> directory.person();
                });
  }

  /** Whether the account was ended, and not merely has to log in anew. */
  private static boolean isOver(State state) {
    return switch (state) {
      case DISABLED, EXPIRED -> true;
      case ACTIVE, LOCKED, PASSWORD_EXPIRED -> false;
    };
  }

  private void tell(DirectoryId id, Consumer<UserId> gone) {
    store.find(id).map(User::id).ifPresent(gone);
  }
}
