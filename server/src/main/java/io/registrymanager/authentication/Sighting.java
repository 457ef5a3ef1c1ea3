package io.registrymanager.authentication;

import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryPerson.State;
import java.time.Instant;
import java.util.Optional;

/**
 * How somebody was when the directory last spoke of them. Times are nanoseconds of the one clock.
 *
 * @param generation what every login that rests on it names: a new one ends them
 * @param seenAt when the directory said so
 * @param provenAt when a password of theirs was last accepted
 */
record Sighting(DirectoryPerson person, long generation, long seenAt, long provenAt) {
  /**
   * Whether somebody who logged in as the person was then may stay in as the person is now. The
   * moments are both the directory's, so our clock need not agree with its (trap 107).
   */
  static boolean allowsLoginsOf(DirectoryPerson then, DirectoryPerson now) {
    return now.state() == State.ACTIVE && !isLater(then.passwordSet(), now.passwordSet());
  }

  private static boolean isLater(Optional<Instant> then, Optional<Instant> now) {
    return now.isPresent() && (then.isEmpty() || now.get().isAfter(then.get()));
  }

  /** The same sighting, renewed; equal groups stay the same object, for they are compared often. */
  Sighting seen(DirectoryPerson now, long at) {
    return new Sighting(keepingGroups(now), generation, at, provenAt);
  }

  Sighting proven(DirectoryPerson now, long at, long proof) {
    return new Sighting(keepingGroups(now), generation, at, Math.max(provenAt, proof));
  }

  private DirectoryPerson keepingGroups(DirectoryPerson now) {
    GroupRights groups = person.groups().equals(now.groups()) ? person.groups() : now.groups();
    return new DirectoryPerson(
        now.id(), now.name(), now.place(), now.state(), now.passwordSet(), groups);
  }
}
