package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.authentication.PasswordMatch;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.InMemoryUserStore;
import io.registrymanager.users.FirstAdministrator.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstAdministratorTest {
  private static final Username ROOT = new Username("root");

  private final InMemoryUserStore store = new InMemoryUserStore();
  private final PasswordHasher hasher = UserDesk.hasher();

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void anEmptyStoreGetsAnAdministratorWithAReadablePassword() {
    Outcome outcome = ensure();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Generated.class,
            made -> {
              assertThat(made.name()).isEqualTo(ROOT);
              assertThat(made.password().revealText())
                  .matches("[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}");
              assertThat(isPassword(made.password())).isTrue();
              assertThat(made.toString()).doesNotContain(made.password().revealText());
            });
    assertThat(user().account().role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(store.changes().getFirst().origin().actor()).isEqualTo(new Actor.Program());
    assertThat(ensure()).isEqualTo(new Outcome.AlreadyThere());
    assertThat(store.changes()).hasSize(1);
  }

  @Test
  void generatedPasswordsDifferAndSatisfyALongPolicy() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      UserSettings settings = new UserSettings(ROOT, Optional.empty(), 25, 64);
      Outcome outcome = new FirstAdministrator(new InMemoryUserStore(), hasher, settings).ensure();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Generated.class, made -> seen.add(made.password().revealText()));
    }

    assertThat(seen).hasSize(50).allMatch(password -> password.length() >= 25);
  }

  @Test
  void theConfiguredPasswordIsTaken() {
    Secret password = Secret.of("from the settings");

    assertThat(ensure(password)).isEqualTo(new Outcome.Configured(ROOT));
    assertThat(isPassword(password)).isTrue();
    assertThat(ensure(password)).isEqualTo(new Outcome.AlreadyThere());
  }

  @Test
  void aConfiguredPasswordThatIsNotTheStoredOneIsSaid() {
    ensure(Secret.of("the first one"));

    assertThat(ensure(Secret.of("another one")))
        .isEqualTo(new Outcome.ConfiguredPasswordDiffers(ROOT));
    assertThat(isPassword(Secret.of("the first one"))).isTrue();
  }

  @Test
  void aConfiguredPasswordAgainstThePolicyMakesNobody() {
    // Trap 83: the empty one most of all.
    for (String bad : new String[] {"", "short", "bell\u0007bell", "root"}) {
      assertThat(ensure(Secret.of(bad))).isInstanceOf(Outcome.ConfiguredPasswordUnacceptable.class);
    }
    assertThat(store.changes()).isEmpty();
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void anAdministratorOfAnotherNameIsLeftAlone() {
    ensure();
    UserSettings settings =
        new UserSettings(new Username("boss"), Optional.of(Secret.of("for nobody")), 8, 1024);

    assertThat(new FirstAdministrator(store, hasher, settings).ensure())
        .isEqualTo(new Outcome.AlreadyThere());
  }

  @Test
  void aStoreThatEverHadAUserIsNotEmpty() {
    Origin origin = new Origin(new Actor.Console(), "test", "test");
    Account account = Account.enabled(new Username("gone"), Role.USER, List.of());
    store.apply(new CreateUser(origin, account, new PasswordHash("none")));
    store.apply(new DeleteUser(origin, new UserId(1)));

    assertThat(ensure()).isEqualTo(new Outcome.AlreadyThere());
    assertThat(store.find(ROOT)).isEmpty();
  }

  private Outcome ensure() {
    return new FirstAdministrator(store, hasher, new UserSettings(ROOT, Optional.empty(), 8, 1024))
        .ensure();
  }

  private Outcome ensure(Secret password) {
    return new FirstAdministrator(
            store, hasher, new UserSettings(ROOT, Optional.of(password), 8, 1024))
        .ensure();
  }

  private LocalUser user() {
    return (LocalUser) store.find(ROOT).orElseThrow();
  }

  private boolean isPassword(Secret password) {
    return hasher.verify(password, user().password()).toCompletableFuture().join()
        == PasswordMatch.MATCH;
  }
}
