package io.registrymanager.store;

import static io.registrymanager.store.Changes.administrator;
import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.delete;
import static io.registrymanager.store.Changes.grant;
import static io.registrymanager.store.Changes.grants;
import static io.registrymanager.store.Changes.password;
import static io.registrymanager.store.Changes.role;
import static io.registrymanager.store.Changes.status;
import static io.registrymanager.store.Changes.user;
import static io.registrymanager.store.Changes.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.ChangeResult.LastAdministrator;
import io.registrymanager.identity.ChangeResult.NameTaken;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The guards every store keeps to, and what it makes of changes at the same moment. */
interface UserGuardContract {
  /** The store under test; empty at first. */
  UserStore store();

  @Test
  default void theLastEnabledAdministratorStays_trap93() {
    LocalUser admin = applied(store().apply(administrator("admin")));
    LocalUser second = applied(store().apply(administrator("second")));
    applied(store().apply(status(second.id(), AccountStatus.DISABLED)));
    applied(store().apply(user("alice")));

    assertThat(store().apply(delete(admin.id()))).isEqualTo(new LastAdministrator());
    assertThat(store().apply(role(admin.id(), Role.USER))).isEqualTo(new LastAdministrator());
    assertThat(store().apply(status(admin.id(), AccountStatus.DISABLED)))
        .isEqualTo(new LastAdministrator());
    assertThat(store().find(admin.id())).contains(admin);
    applied(store().apply(grant(admin.id(), "team")));
    applied(store().apply(password(admin.id(), "new")));
  }

  @Test
  default void anAdministratorMayGoWhileAnotherIsEnabled() {
    LocalUser admin = applied(store().apply(administrator("admin")));
    LocalUser second = applied(store().apply(administrator("second")));

    applied(store().apply(role(admin.id(), Role.USER)));
    assertThat(store().apply(delete(second.id()))).isEqualTo(new LastAdministrator());
    applied(store().apply(role(admin.id(), Role.ADMINISTRATOR)));
    applied(store().apply(delete(second.id())));
  }

  @Test
  default void aDisabledAdministratorIsNoLastOneToKeep() {
    LocalUser admin = applied(store().apply(administrator("admin")));
    LocalUser second = applied(store().apply(administrator("second")));
    applied(store().apply(status(second.id(), AccountStatus.DISABLED)));

    applied(store().apply(role(second.id(), Role.USER)));
    applied(store().apply(delete(second.id())));
    assertThat(store().apply(delete(admin.id()))).isEqualTo(new LastAdministrator());
  }

  @Test
  default void ofConcurrentCreationsOneWins() {
    UserStore store = store();
    for (int round = 0; round < 10; round++) {
      String name = "alice" + round;

      List<ChangeResult> results = Together.run(8, i -> store.apply(user(name, "team" + i)));

      assertThat(results).filteredOn(NameTaken.class::isInstance).hasSize(7);
      assertThat(results).filteredOn(ChangeResult.Applied.class::isInstance).hasSize(1);
    }
    assertThat(store.list(Optional.empty(), 100)).hasSize(10);
  }

  @Test
  default void concurrentUpdatesOfDifferentFieldsAreAllKept() {
    UserStore store = store();
    applied(store.apply(administrator("admin")));
    for (int round = 0; round < 10; round++) {
      UserId id = applied(store.apply(user("alice" + round))).id();
      var changes =
          List.of(
              role(id, Role.ADMINISTRATOR),
              status(id, AccountStatus.DISABLED),
              grant(id, "team"),
              password(id, "new"));

      Together.run(4, i -> store.apply(changes.get(i)));

      LocalUser after = (LocalUser) store.find(id).orElseThrow();
      assertThat(after.account().role()).isEqualTo(Role.ADMINISTRATOR);
      assertThat(after.account().status()).isEqualTo(AccountStatus.DISABLED);
      assertThat(after.account().grants()).isEqualTo(grants("team"));
      assertThat(after.password()).isEqualTo(new PasswordHash("new"));
      assertThat(versions(after)).isEqualTo("5/3");
    }
  }

  @Test
  default void twoAdministratorsCannotDemoteEachOtherAtOnce_trap93() {
    UserStore store = store();
    LocalUser a = applied(store.apply(administrator("a")));
    LocalUser b = applied(store.apply(administrator("b")));
    for (int round = 0; round < 20; round++) {
      var demotions = List.of(role(a.id(), Role.USER), role(b.id(), Role.USER));

      List<ChangeResult> results = Together.run(2, i -> store.apply(demotions.get(i)));

      assertThat(results).filteredOn(LastAdministrator.class::isInstance).hasSize(1);
      applied(store.apply(role(a.id(), Role.ADMINISTRATOR)));
      applied(store.apply(role(b.id(), Role.ADMINISTRATOR)));
    }
  }
}
