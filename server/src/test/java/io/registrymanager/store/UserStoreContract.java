package io.registrymanager.store;

import static io.registrymanager.store.Changes.administrator;
import static io.registrymanager.store.Changes.applied;
import static io.registrymanager.store.Changes.delete;
import static io.registrymanager.store.Changes.deleteExpecting;
import static io.registrymanager.store.Changes.expecting;
import static io.registrymanager.store.Changes.grant;
import static io.registrymanager.store.Changes.grants;
import static io.registrymanager.store.Changes.names;
import static io.registrymanager.store.Changes.nothing;
import static io.registrymanager.store.Changes.password;
import static io.registrymanager.store.Changes.renew;
import static io.registrymanager.store.Changes.role;
import static io.registrymanager.store.Changes.status;
import static io.registrymanager.store.Changes.user;
import static io.registrymanager.store.Changes.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult.NameTaken;
import io.registrymanager.identity.ChangeResult.NotFound;
import io.registrymanager.identity.ChangeResult.OtherVersion;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.UserStore.UserChanged;
import io.registrymanager.identity.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of users keeps to, whatever database it lives in. */
abstract class UserStoreContract implements UserGuardContract, DirectoryUserContract {
  /** The store under test; empty and the same one all through a test, until it is reopened. */
  @Override
  public abstract UserStore store();

  /** Closes the store and opens it anew, as a restart does. */
  abstract UserStore reopened();

  @Test
  void aNewUserIsFoundByNameAndByIdAsItWasMade() {
    LocalUser alice =
        applied(store().apply(user("alice", "team", "lib:pull", "lib:push", "*:pull")));

    assertThat(alice.account().grants())
        .isEqualTo(grants("team", "lib:pull", "lib:push", "*:pull"));
    assertThat(alice.revision().version()).isEqualTo(1);
    assertThat(alice.revision().credentialVersion()).isEqualTo(1);
    assertThat(alice.revision().updatedAt()).isEqualTo(alice.revision().createdAt());
    assertThat(store().find(new Username("alice"))).contains(alice);
    assertThat(store().find(alice.id())).contains(alice);
  }

  @Test
  void whoWasNeverMadeIsNotFound() {
    assertThat(store().find(new Username("nobody"))).isEmpty();
    assertThat(store().find(new UserId(1))).isEmpty();
    assertThat(store().apply(nothing(new UserId(1)))).isEqualTo(new NotFound());
    assertThat(store().apply(delete(new UserId(1)))).isEqualTo(new NotFound());
  }

  @Test
  void aNameIsGivenOnce() {
    LocalUser first = applied(store().apply(user("alice", "team")));

    assertThat(store().apply(administrator("alice"))).isEqualTo(new NameTaken());
    assertThat(store().find(new Username("alice"))).contains(first);
  }

  @Test
  void aChangeOfAnotherVersionThanExpectedDoesNothing() {
    LocalUser alice = applied(store().apply(user("alice", "team")));
    LocalUser later = applied(store().apply(password(alice.id(), "another")));

    assertThat(store().apply(expecting(1, alice.id()))).isEqualTo(new OtherVersion());
    assertThat(store().apply(deleteExpecting(1, alice.id()))).isEqualTo(new OtherVersion());
    assertThat(store().find(alice.id())).contains(later);
    LocalUser regranted = applied(store().apply(expecting(2, alice.id())));
    assertThat(regranted.revision().version()).isEqualTo(3);
    applied(store().apply(deleteExpecting(3, alice.id())));
    assertThat(store().find(alice.id())).isEmpty();
  }

  @Test
  void theNumberOfUsersIsKept() {
    assertThat(store().count()).isZero();
    LocalUser alice = applied(store().apply(user("alice")));
    applied(store().apply(user("bob")));
    store().apply(user("bob"));
    applied(store().apply(password(alice.id(), "another")));
    assertThat(store().count()).isEqualTo(2);
    applied(store().apply(delete(alice.id())));
    store().apply(delete(alice.id()));
    assertThat(store().count()).isEqualTo(1);
    assertThat(reopened().count()).isEqualTo(1);
  }

  @Test
  void usersSurviveAReopening() {
    LocalUser alice = applied(store().apply(user("alice", "team:push")));
    LocalUser later = applied(store().apply(password(alice.id(), "another")));

    assertThat(reopened().find(new Username("alice"))).contains(later);
  }

  @Test
  void theListBeginsFurtherOn() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      applied(store().apply(user(name, "team")));
    }

    assertThat(names(store().list(Optional.empty(), 0, 2))).containsExactly("a", "b");
    assertThat(names(store().list(Optional.empty(), 3, 2))).containsExactly("d", "e");
    assertThat(names(store().list(Optional.empty(), 4, 2))).containsExactly("e");
    assertThat(names(store().list(Optional.of(new Username("b")), 1, 2))).containsExactly("d", "e");
    assertThat(store().list(Optional.empty(), 5, 2)).isEmpty();
    assertThat(store().list(Optional.empty(), Integer.MAX_VALUE, 2)).isEmpty();
    assertThat(store().list(Optional.of(new Username("e")), 1, 2)).isEmpty();
    assertThatThrownBy(() -> store().list(Optional.empty(), -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theListIsInByteOrderOfNames() {
    for (String name : List.of("bob", "a.b", "alice", "a-b", "a_b", "0", "ab", "b+c", "a@b")) {
      applied(store().apply(user(name, "team-" + name.length())));
    }

    assertThat(names(store().list(Optional.empty(), 100)))
        .containsExactly("0", "a-b", "a.b", "a@b", "a_b", "ab", "alice", "b+c", "bob");
    assertThat(store().list(Optional.empty(), 100))
        .allSatisfy(user -> assertThat(user.account().grants()).hasSize(1));
  }

  @Test
  void theListIsWalkedInPagesFromAnyName() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      applied(store().apply(user(name)));
    }

    assertThat(names(store().list(Optional.empty(), 2))).containsExactly("a", "b");
    assertThat(names(store().list(Optional.of(new Username("b")), 2))).containsExactly("c", "d");
    assertThat(names(store().list(Optional.of(new Username("bb")), 2))).containsExactly("c", "d");
    assertThat(names(store().list(Optional.of(new Username("d")), 2))).containsExactly("e");
    assertThat(store().list(Optional.of(new Username("e")), 2)).isEmpty();
    assertThat(store().list(Optional.empty(), 0)).isEmpty();
    assertThatThrownBy(() -> store().list(Optional.empty(), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    LocalUser before = applied(store().apply(user("alice", "team")));

    LocalUser after = applied(store().apply(grant(before.id(), "lib:pull", "a/b")));

    assertThat(after.account().grants()).isEqualTo(grants("lib:pull", "a/b"));
    assertThat(after.account().role()).isEqualTo(Role.USER);
    assertThat(after.account().status()).isEqualTo(AccountStatus.ENABLED);
    assertThat(after.password()).isEqualTo(before.password());
    assertThat(after.revision().version()).isEqualTo(2);
    assertThat(after.revision().credentialVersion()).isEqualTo(1);
    assertThat(after.revision().createdAt()).isEqualTo(before.revision().createdAt());
    assertThat(store().find(before.id())).contains(after);
  }

  @Test
  void grantsCanBeTakenAwayAltogether() {
    LocalUser alice = applied(store().apply(user("alice", "team")));

    assertThat(applied(store().apply(grant(alice.id()))).account().grants()).isEmpty();
  }

  @Test
  void anUpdateThatChangesNothingLeavesTheVersion() {
    LocalUser alice = applied(store().apply(user("alice", "team")));

    assertThat(applied(store().apply(nothing(alice.id())))).isEqualTo(alice);
    assertThat(applied(store().apply(grant(alice.id(), "team")))).isEqualTo(alice);
    assertThat(applied(store().apply(role(alice.id(), Role.USER)))).isEqualTo(alice);
    assertThat(store().find(alice.id())).contains(alice);
  }

  @Test
  void aNewPasswordAndDisablingEndEarlierLoginsAndNothingElseDoes() {
    LocalUser alice = applied(store().apply(user("alice")));

    assertThat(versions(applied(store().apply(password(alice.id(), "new"))))).isEqualTo("2/2");
    assertThat(versions(applied(store().apply(status(alice.id(), AccountStatus.DISABLED)))))
        .isEqualTo("3/3");
    assertThat(versions(applied(store().apply(status(alice.id(), AccountStatus.ENABLED)))))
        .isEqualTo("4/3");
    assertThat(versions(applied(store().apply(role(alice.id(), Role.ADMINISTRATOR)))))
        .isEqualTo("5/3");
    assertThat(versions(applied(store().apply(grant(alice.id(), "team"))))).isEqualTo("6/3");
  }

  @Test
  void aRenewedHashIsKeptAndNoVersionMoves() {
    LocalUser before = applied(store().apply(user("alice", "team")));

    LocalUser after = applied(store().apply(renew(before, "stronger")));

    assertThat(after.password()).isEqualTo(new PasswordHash("stronger"));
    assertThat(after.revision()).isEqualTo(before.revision());
    assertThat(after.account()).isEqualTo(before.account());
    assertThat(store().find(before.id())).contains(after);
  }

  @Test
  void aHashIsNotRenewedAfterThePasswordChanged() {
    LocalUser before = applied(store().apply(user("alice")));
    LocalUser after = applied(store().apply(password(before.id(), "new")));

    assertThat(store().apply(renew(before, "old, but stronger"))).isEqualTo(new NotFound());
    assertThat(store().find(before.id())).contains(after);
  }

  @Test
  void aDeletedUserIsGoneAndItsNameIsFree() {
    LocalUser first = applied(store().apply(user("alice", "team")));

    assertThat(applied(store().apply(delete(first.id())))).isEqualTo(first);
    assertThat(store().find(first.id())).isEmpty();
    assertThat(store().find(new Username("alice"))).isEmpty();
    LocalUser second = applied(store().apply(user("alice")));
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.account().grants()).as("a re-created user inherits nothing").isEmpty();
    assertThat(store().apply(grant(first.id(), "team"))).isEqualTo(new NotFound());
    assertThat(store().apply(renew(first, "x"))).isEqualTo(new NotFound());
  }

  @Test
  void anIdIsNeverGivenTwiceNotEvenAfterReopening() {
    LocalUser first = applied(store().apply(user("alice")));
    applied(store().apply(delete(first.id())));

    UserStore later = reopened();

    assertThat(applied(later.apply(user("alice"))).id().value()).isGreaterThan(first.id().value());
  }

  @Test
  void aStoreIsEmptyOnlyUntilTheFirstUserWasEverMade() {
    assertThat(store().isEmpty()).isTrue();
    LocalUser alice = applied(store().apply(user("alice")));
    assertThat(store().isEmpty()).isFalse();
    applied(store().apply(delete(alice.id())));
    assertThat(store().isEmpty()).isFalse();
    assertThat(reopened().isEmpty()).isFalse();
  }

  @Test
  void listenersHearOfEachChangeInTheirOrderBeforeItReturns() {
    List<String> heard = new ArrayList<>();
    Thread caller = Thread.currentThread();
    store()
        .onChange(
            news -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              assertThat(store().find(news.id()).isPresent()).isEqualTo(!heard.contains("gone"));
              heard.add("1:" + news.name());
            });
    store().onChange(news -> heard.add("2:" + news.id()));

    LocalUser alice = applied(store().apply(user("alice")));
    String id = "2:" + alice.id();
    assertThat(heard).containsExactly("1:alice", id);
    applied(store().apply(grant(alice.id(), "team")));
    applied(store().apply(renew(alice, "stronger")));
    assertThat(heard).containsExactly("1:alice", id, "1:alice", id, "1:alice", id);
    heard.clear();
    heard.add("gone");
    applied(store().apply(delete(alice.id())));
    assertThat(heard).containsExactly("gone", "1:alice", id);
  }

  @Test
  void listenersHearNothingOfWhatDidNotHappen() {
    LocalUser admin = applied(store().apply(administrator("admin")));
    List<UserChanged> heard = new ArrayList<>();
    store().onChange(heard::add);

    store().apply(user("admin"));
    store().apply(delete(admin.id()));
    store().apply(nothing(admin.id()));
    store().apply(delete(new UserId(99)));

    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerThatFailsHidesNeitherTheChangeNorTheNews() {
    List<UserChanged> heard = new ArrayList<>();
    store()
        .onChange(
            _ -> {
              throw new IllegalStateException("a listener that fails");
            });
    store().onChange(heard::add);

    LocalUser alice = applied(store().apply(user("alice")));

    assertThat(store().find(alice.id())).contains(alice);
    assertThat(heard).containsExactly(new UserChanged(alice.id(), new Username("alice")));
  }

  @Test
  void everyMethodRefusesAThreadThatMustNotBlock() {
    UserStore store = store();
    List<Runnable> calls =
        List.of(
            () -> store.find(new Username("alice")),
            () -> store.find(new UserId(1)),
            () -> store.list(Optional.empty(), 1),
            store::isEmpty,
            () -> store.apply(user("alice")));

    for (Runnable call : calls) {
      assertThat(Together.failureOnEventLoop(call))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must not block");
    }
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void manyChangesAreMadeTogetherOrNotAtAll() {
    List<UserChanged> heard = new ArrayList<>();
    store().onChange(heard::add);

    assertThat(store().applyAll(List.of(user("alice", "team"), user("bob"), user("alice"))))
        .hasSize(3)
        .last()
        .isInstanceOf(NameTaken.class);
    assertThat(store().count()).isZero();
    assertThat(store().find(new Username("alice"))).isEmpty();
    assertThat(heard).isEmpty();

    assertThat(store().applyAll(List.of(user("alice", "team"), user("bob")))).hasSize(2);
    assertThat(heard).hasSize(2);
    assertThat(reopened().count()).isEqualTo(2);
    assertThat(store().applyAll(List.of())).isEmpty();
  }
}
