package io.registrymanager.identity;

import io.registrymanager.access.Rights;

/**
 * A user who has proved to be one: what decisions are made about. Immutable, holds no credential.
 */
public record Principal(UserId id, Username name, Role role, Rights rights) {
  /** The principal of that user. */
  public static Principal of(User user) {
    Account account = user.account();
    return new Principal(user.id(), account.name(), account.role(), account.rights());
  }
}
