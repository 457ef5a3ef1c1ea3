package io.registrymanager.identity;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Rights;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an administrator decides about a user. Immutable. */
public record Account(Username name, Role role, AccountStatus status, SortedSet<Grant> grants) {
  /** Copies the grants. */
  public Account {
    grants = Collections.unmodifiableSortedSet(new TreeSet<>(grants));
  }

  /** An enabled account. */
  public static Account enabled(Username name, Role role, Collection<Grant> grants) {
    return new Account(name, role, AccountStatus.ENABLED, new TreeSet<>(grants));
  }

  /** What the account may do with repositories: its grants, or everything for an administrator. */
  public Rights rights() {
    return switch (role) {
      case ADMINISTRATOR -> Rights.everything();
      case USER -> Rights.of(grants);
    };
  }
}
