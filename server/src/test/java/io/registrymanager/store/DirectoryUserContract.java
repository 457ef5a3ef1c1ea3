package io.registrymanager.store;

import static io.registrymanager.store.Changes.ORIGIN;
import static io.registrymanager.store.Changes.administrator;
import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.delete;
import static io.registrymanager.store.Changes.grants;
import static io.registrymanager.store.Changes.password;
import static io.registrymanager.store.Changes.renew;
import static io.registrymanager.store.Changes.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.ChangeResult.Applied;
import io.registrymanager.identity.ChangeResult.KeptElsewhere;
import io.registrymanager.identity.ChangeResult.LastAdministrator;
import io.registrymanager.identity.ChangeResult.NameTaken;
import io.registrymanager.identity.ChangeResult.NotFound;
import io.registrymanager.identity.ChangeResult.OtherVersion;
import io.registrymanager.identity.ChangeResult.PersonTaken;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.LearnPerson;
import io.registrymanager.identity.UserChange.MoveHere;
import io.registrymanager.identity.UserChange.MoveToDirectory;
import io.registrymanager.identity.UserChange.RenameUser;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of users keeps to about users of the directory. */
interface DirectoryUserContract {
  /** The store under test; empty at first. */
  UserStore store();

  private static DirectoryId someone() {
    return new DirectoryId(UUID.randomUUID());
  }

  private DirectoryUser made(String name, Role role, Optional<DirectoryId> person) {
    Account account = Account.enabled(new Username(name), role, grants("team"));
    return directory(store().apply(new CreateDirectoryUser(ORIGIN, account, person)));
  }

  private static DirectoryUser directory(ChangeResult result) {
    assertThat(result).isInstanceOf(Applied.class);
    return (DirectoryUser) ((Applied) result).user();
  }

  private static DirectoryPerson person(String name, State state) {
    return new DirectoryPerson(
        someone(), new Username(name), "CN=x", state, Optional.empty(), GroupRights.none());
  }

  private static UpdateUser nothing(UserId id, Optional<PasswordHash> password) {
    return new UpdateUser(
        ORIGIN, id, Optional.empty(), Optional.empty(), Optional.empty(), password);
  }

  private static MoveToDirectory move(User user, DirectoryPerson person) {
    return new MoveToDirectory(nothing(user.id(), Optional.empty()), person);
  }

  @Test
  default void aDirectoryUserIsFoundByNameByIdAndByPerson() {
    DirectoryId person = someone();
    DirectoryUser alice = made("alice", Role.USER, Optional.of(person));

    assertThat(store().find(new Username("alice"))).contains(alice);
    assertThat(store().find(alice.id())).contains(alice);
    assertThat(store().find(person)).contains(alice);
    assertThat(store().find(someone())).isEmpty();
    assertThat(store().list(Optional.empty(), 10)).containsExactly(alice);
  }

  @Test
  default void aPersonIsOneAccount_trap98() {
    DirectoryId person = someone();
    made("alice", Role.USER, Optional.of(person));
    Account other = Account.enabled(new Username("alice2"), Role.USER, List.of());
    Account same = Account.enabled(new Username("alice"), Role.USER, List.of());

    assertThat(store().apply(new CreateDirectoryUser(ORIGIN, other, Optional.of(person))))
        .isEqualTo(new PersonTaken());
    assertThat(store().apply(new CreateDirectoryUser(ORIGIN, same, Optional.of(someone()))))
        .isEqualTo(new NameTaken());
    assertThat(store().count()).isEqualTo(1);
  }

  @Test
  default void movingToTheDirectoryErasesTheHashTakesItsNameAndEndsLogins() {
    LocalUser before = applied(store().apply(user("alice@old", "team")));
    DirectoryPerson person = person("alice", State.ACTIVE);

    DirectoryUser after = directory(store().apply(move(before, person)));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.account().name()).isEqualTo(new Username("alice"));
    assertThat(after.account().grants()).isEqualTo(before.account().grants());
    assertThat(after.person()).contains(person.id());
    assertThat(after.revision().credentialVersion()).isEqualTo(2);
    assertThat(store().find(new Username("alice"))).contains(after);
    assertThat(store().find(new Username("alice@old"))).isEmpty();
    assertThat(store().apply(renew(before, "late"))).isEqualTo(new NotFound());
    assertThat(store().apply(move(before, person))).isEqualTo(new KeptElsewhere());
  }

  @Test
  default void movingMeetsTheGuards() {
    LocalUser alice = applied(store().apply(user("alice")));
    LocalUser bob = applied(store().apply(user("bob")));
    DirectoryPerson person = person("alice", State.ACTIVE);
    UpdateUser old =
        new UpdateUser(
            ORIGIN,
            alice.id(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(7L));

    assertThat(store().apply(new MoveToDirectory(old, person))).isEqualTo(new OtherVersion());
    assertThat(store().apply(move(bob, person))).isEqualTo(new NameTaken());
    made("carol", Role.USER, Optional.of(person.id()));
    assertThat(store().apply(move(alice, person))).isEqualTo(new PersonTaken());
    assertThat(store().find(alice.id())).contains(alice);
    assertThatThrownBy(
            () ->
                new MoveToDirectory(
                    nothing(alice.id(), Optional.of(new PasswordHash("x"))), person))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void theLastAdministratorMovesOnlyToWhereItIsLetIn_trap93() {
    LocalUser admin = applied(store().apply(administrator("admin")));

    for (State state : State.values()) {
      if (state != State.ACTIVE) {
        assertThat(store().apply(move(admin, person("admin", state))))
            .isEqualTo(new LastAdministrator());
      }
    }
    DirectoryUser moved = directory(store().apply(move(admin, person("admin", State.ACTIVE))));
    assertThat(store().apply(delete(moved.id()))).isEqualTo(new LastAdministrator());
  }

  @Test
  default void anAdministratorWhomTheDirectoryNeverKnewIsNoneToRelyOn_trap93() {
    LocalUser admin = applied(store().apply(administrator("admin")));
    DirectoryUser imported = made("imported", Role.ADMINISTRATOR, Optional.empty());

    assertThat(store().apply(delete(admin.id()))).isEqualTo(new LastAdministrator());
    directory(store().apply(new LearnPerson(ORIGIN, imported.id(), someone())));
    assertThat(store().apply(delete(admin.id()))).isInstanceOf(Applied.class);
  }

  @Test
  default void comingHereNeedsAPasswordAndEndsLogins() {
    DirectoryUser before = made("alice", Role.USER, Optional.of(someone()));

    LocalUser after =
        applied(
            store()
                .apply(new MoveHere(nothing(before.id(), Optional.of(new PasswordHash("new"))))));

    assertThat(after.password()).isEqualTo(new PasswordHash("new"));
    assertThat(after.revision().credentialVersion()).isEqualTo(2);
    assertThat(store().find(before.person().orElseThrow())).isEmpty();
    assertThatThrownBy(() -> new MoveHere(nothing(before.id(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void aPasswordOfADirectoryUserIsNotKeptHere() {
    DirectoryUser alice = made("alice", Role.USER, Optional.of(someone()));

    assertThat(store().apply(password(alice.id(), "new"))).isEqualTo(new KeptElsewhere());
    assertThat(store().find(alice.id())).contains(alice);
  }

  @Test
  default void aNameFollowsTheDirectoryIfItIsFree() {
    DirectoryId person = someone();
    DirectoryUser alice = made("alice", Role.USER, Optional.of(person));
    applied(store().apply(user("taken")));

    assertThat(store().apply(new RenameUser(ORIGIN, alice.id(), person, new Username("taken"))))
        .isEqualTo(new NameTaken());
    assertThat(store().apply(new RenameUser(ORIGIN, alice.id(), someone(), new Username("a"))))
        .isEqualTo(new NotFound());
    DirectoryUser renamed =
        directory(
            store().apply(new RenameUser(ORIGIN, alice.id(), person, new Username("alicia"))));
    assertThat(renamed.account().grants()).isEqualTo(grants("team"));
    assertThat(renamed.revision().credentialVersion()).isEqualTo(2);
    assertThat(store().find(new Username("alice"))).isEmpty();
    assertThat(store().find(person)).contains(renamed);
  }

  @Test
  default void whoAUserIsInTheDirectoryIsLearnedOnce() {
    DirectoryId person = someone();
    DirectoryUser alice = made("alice", Role.USER, Optional.empty());
    DirectoryUser bob = made("bob", Role.USER, Optional.empty());
    LocalUser carol = applied(store().apply(user("carol")));

    DirectoryUser learned = directory(store().apply(new LearnPerson(ORIGIN, alice.id(), person)));
    assertThat(learned.person()).contains(person);
    assertThat(learned.revision()).isEqualTo(alice.revision());
    assertThat(store().apply(new LearnPerson(ORIGIN, alice.id(), someone())))
        .isEqualTo(new NotFound());
    assertThat(store().apply(new LearnPerson(ORIGIN, bob.id(), person)))
        .isEqualTo(new PersonTaken());
    assertThat(store().apply(new LearnPerson(ORIGIN, carol.id(), someone())))
        .isEqualTo(new NotFound());
  }
}
