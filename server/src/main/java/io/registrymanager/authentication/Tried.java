package io.registrymanager.authentication;

import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import java.time.Instant;
import java.util.Optional;

/**
 * What the directory said to a password, and how the person stood then.
 *
 * @param at when, in nanoseconds of the one clock
 */
record Tried(DirectoryPerson.State state, Optional<Instant> passwordSet, Proof proof, long at) {
  static Tried of(DirectoryPerson person, Proof proof, long at) {
    return new Tried(person.state(), person.passwordSet(), proof, at);
  }

  /** Whether it would still say so: nothing has changed about the person that it depends on. */
  boolean holdsFor(DirectoryPerson now) {
    return state == now.state() && passwordSet.equals(now.passwordSet());
  }
}
