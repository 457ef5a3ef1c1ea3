package io.registrymanager.identity;

import io.registrymanager.access.Grant;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A person as the directory describes it at one moment. Immutable.
 *
 * @param name the short account name, which may change
 * @param place the distinguished name, which may change too: for the directory that gave it alone,
 *     never compared (trap 101)
 * @param passwordSet when the password was last set, where the directory tells
 */
public record DirectoryPerson(
    DirectoryId id,
    Username name,
    String place,
    State state,
    Optional<Instant> passwordSet,
    GroupRights groups) {

  /** Whether the directory lets that person in. */
  public enum State {
    /** It does, with the right password. */
    ACTIVE,
    /** An administrator of the directory has ended the account. */
    DISABLED,
    /** The account's last day is over. */
    EXPIRED,
    /** Too many wrong passwords, for a while. */
    LOCKED,
    /** The password must be changed first, because it is too old or was set by somebody else. */
    PASSWORD_EXPIRED
  }

  /** What the groups of a person give it here. */
  public record GroupRights(Role role, SortedSet<Grant> grants) {
    /** Copies the grants. */
    public GroupRights {
      grants = Collections.unmodifiableSortedSet(new TreeSet<>(grants));
    }

    /** Of no group that counts here. */
    public static GroupRights none() {
      return new GroupRights(Role.USER, new TreeSet<>());
    }
  }
}
