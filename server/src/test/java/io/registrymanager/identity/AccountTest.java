package io.registrymanager.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.access.Actions;
import io.registrymanager.access.Grant;
import io.registrymanager.oci.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final Username ALICE = new Username("alice");
  private static final RepositoryName APP = new RepositoryName("team/app");

  private static Grant grant(String text) {
    return Grant.parse(text).orElseThrow();
  }

  @Test
  void aUserHasTheRightsOfItsGrants() {
    Account account = Account.enabled(ALICE, Role.USER, List.of(grant("team:pull")));
    assertThat(account.rights().on(APP)).hasToString("pull");
    assertThat(account.rights().on(new RepositoryName("team2/app"))).isEqualTo(Actions.NONE);
  }

  @Test
  void anAdministratorHasAllRightsWithoutAnyGrant() {
    assertThat(Account.enabled(ALICE, Role.ADMINISTRATOR, List.of()).rights().on(APP))
        .isEqualTo(Actions.ALL);
  }

  @Test
  void grantsAreCopiedSortedAndFixed() {
    List<Grant> given = new ArrayList<>(List.of(grant("team"), grant("a"), grant("team")));
    Account account = Account.enabled(ALICE, Role.USER, given);
    given.add(grant("*"));
    assertThat(account.grants()).extracting(Grant::toString).containsExactly("a", "team");
    assertThatThrownBy(() -> account.grants().add(grant("*")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aPrincipalIsTheUserWithoutItsCredential() {
    Account account = Account.enabled(ALICE, Role.USER, List.of(grant("team")));
    LocalUser user =
        new LocalUser(
            new UserId(7),
            account,
            new Revision(1, 1, Instant.EPOCH, Instant.EPOCH),
            new PasswordHash("$argon2id$secret-part"));
    Principal principal = Principal.of(user);
    assertThat(principal)
        .isEqualTo(new Principal(new UserId(7), ALICE, Role.USER, account.rights()));
    assertThat(user.toString()).doesNotContain("secret-part");
  }

  @Test
  void actorsPrintAsTheAuditNamesThem() {
    assertThat(new Actor.Person(new UserId(7), ALICE)).hasToString("user:alice#7");
    assertThat(new Actor.Socket(1000)).hasToString("socket:uid=1000");
    assertThat(new Actor.Console()).hasToString("console");
    assertThat(new Actor.Program()).hasToString("registrymanager");
  }
}
