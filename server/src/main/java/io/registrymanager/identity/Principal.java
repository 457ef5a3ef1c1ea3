package io.registrymanager.identity;

import io.registrymanager.access.Grant;
import io.registrymanager.access.Rights;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import java.util.Set;
import java.util.TreeSet;

/**
 * A user who has proved to be one: what decisions are made about. Immutable, holds no credential.
 */
public record Principal(UserId id, Username name, Role role, Rights rights) {
  /** The principal of that user, groups apart. */
  public static Principal of(User user) {
    return of(user, GroupRights.none());
  }

  /** The principal of that user, who has what its groups give it besides its own. */
  public static Principal of(User user, GroupRights groups) {
    Account account = user.account();
    boolean administrator =
        account.role() == Role.ADMINISTRATOR || groups.role() == Role.ADMINISTRATOR;
    Set<Grant> grants = new TreeSet<>(account.grants());
    grants.addAll(groups.grants());
    return new Principal(
        user.id(),
        account.name(),
        administrator ? Role.ADMINISTRATOR : Role.USER,
        administrator ? Rights.everything() : Rights.of(grants));
  }
}
