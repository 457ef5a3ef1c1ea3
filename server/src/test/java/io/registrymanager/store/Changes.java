package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Grant;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.ChangeResult.Applied;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserChange.RenewHash;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Short words for changes, as the tests make them. */
final class Changes {
  static final Origin ORIGIN = new Origin(new Actor.Socket(1000), "192.0.2.7", "request-1");

  private Changes() {}

  static UserChange user(String name, String... grants) {
    return create(name, Role.USER, grants);
  }

  static UserChange administrator(String name) {
    return create(name, Role.ADMINISTRATOR);
  }

  private static UserChange create(String name, Role role, String... grants) {
    return new CreateUser(
        ORIGIN,
        Account.enabled(new Username(name), role, grants(grants)),
        new PasswordHash("hash-of-" + name));
  }

  /** A new user, made by that one. */
  static UserChange by(LocalUser actor, String name) {
    Actor person = new Actor.Person(actor.id(), actor.account().name());
    return new CreateUser(
        new Origin(person, "192.0.2.8", "request-2"),
        Account.enabled(new Username(name), Role.USER, grants()),
        new PasswordHash("hash-of-" + name));
  }

  static UserChange nothing(UserId id) {
    return update(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static UserChange role(UserId id, Role role) {
    return update(id, Optional.of(role), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static UserChange status(UserId id, AccountStatus status) {
    return update(id, Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty());
  }

  static UserChange grant(UserId id, String... grants) {
    return update(
        id, Optional.empty(), Optional.empty(), Optional.of(grants(grants)), Optional.empty());
  }

  static UserChange password(UserId id, String hash) {
    return update(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new PasswordHash(hash)));
  }

  static UserChange renew(LocalUser user, String hash) {
    return new RenewHash(
        ORIGIN, user.id(), user.revision().credentialVersion(), new PasswordHash(hash));
  }

  /** New grants, for that version alone. */
  static UserChange expecting(long version, UserId id) {
    return new UpdateUser(
        ORIGIN,
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.of(grants("lib-" + version)),
        Optional.empty(),
        Optional.of(version));
  }

  static UserChange deleteExpecting(long version, UserId id) {
    return new DeleteUser(ORIGIN, id, Optional.of(version));
  }

  static UserChange delete(UserId id) {
    return new DeleteUser(ORIGIN, id);
  }

  static SortedSet<Grant> grants(String... grants) {
    return new TreeSet<>(Stream.of(grants).map(text -> Grant.parse(text).orElseThrow()).toList());
  }

  static LocalUser applied(ChangeResult result) {
    assertThat(result).isInstanceOf(Applied.class);
    return (LocalUser) ((Applied) result).user();
  }

  static List<String> names(List<? extends User> users) {
    return users.stream().map(user -> user.account().name().value()).toList();
  }

  /** Both versions, as in {@code 2/1}. */
  static String versions(LocalUser user) {
    Revision revision = user.revision();
    return revision.version() + "/" + revision.credentialVersion();
  }

  private static UserChange update(
      UserId id,
      Optional<Role> role,
      Optional<AccountStatus> status,
      Optional<SortedSet<Grant>> grants,
      Optional<PasswordHash> password) {
    return new UpdateUser(ORIGIN, id, role, status, grants, password);
  }
}
