package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.DomainAdministrator;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as people type them, against a real domain. */
class DirectoryNamesIT {
  private static final ActiveDirectory DIRECTORY = DirectoryDesk.open(Map.of());
  private static final DomainAdministrator ADMINISTRATOR = Fixtures.domain().administrator();

  @AfterAll
  static void close() {
    DIRECTORY.close();
  }

  @Test
  void trap98EveryFormOfANameIsOnePerson() {
    Set<DirectoryPerson> people =
        Stream.of(
                "alice",
                "ALICE",
                "CORP\\alice",
                "corp\\Alice",
                "corp.example.com\\alice",
                "alice@corp.example.com",
                "Alice@CORP.EXAMPLE.COM",
                "alice@corp")
            .map(typed -> DirectoryDesk.person(DIRECTORY, typed))
            .collect(Collectors.toSet());
    assertThat(people).hasSize(1);
    assertThat(people.iterator().next().name()).isEqualTo(new Username("alice"));
    assertThat(people.iterator().next().passwordSet()).isPresent();
  }

  @Test
  void trap98AnExplicitPrincipalNameWinsOverAnImplicitOne() {
    assertThat(DirectoryDesk.person(DIRECTORY, "trent@corp.example.com").name().value())
        .isEqualTo("mallory");
    assertThat(DirectoryDesk.person(DIRECTORY, "trent").name().value()).isEqualTo("trent");
    assertThat(DirectoryDesk.person(DIRECTORY, "CORP\\trent").name().value()).isEqualTo("trent");
    assertThat(DirectoryDesk.person(DIRECTORY, "trent.official@corp.example.com").name().value())
        .isEqualTo("trent");
  }

  @Test
  void anotherSuffixOfTheForestIsKnownFromThePartitions() {
    assertThat(DirectoryDesk.person(DIRECTORY, "alt.name@subsidiary.example.org").name().value())
        .isEqualTo("altupn");
    assertThat(DirectoryDesk.person(DIRECTORY, "altupn@corp.example.com").name().value())
        .isEqualTo("altupn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "OTHER\\alice",
        "alice@other.example.com",
        "alice@",
        "@corp.example.com",
        "\\alice",
        "CORP\\",
        "",
        " ",
        "alice ",
        " alice",
        "ali ce",
        "Zoë Ünïcode",
        "ünicode",
        "alicé",
        "CN=alice,OU=People,DC=corp,DC=example,DC=com"
      })
  void nobodyHasAnyOtherName(String typed) {
    assertThat(DIRECTORY.find(typed)).isEqualTo(new Finding.Nobody());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "al*",
        "a*e",
        "alice)(objectClass=*",
        "*)(|(sAMAccountName=*",
        "\\2a",
        "CORP\\*",
        "CORP\\al*",
        "*@corp.example.com",
        "alice\\29@corp.example.com",
        "alice)(cn=*@corp.example.com",
        "alice\u0000",
        "CORP\\alice\u0000@corp.example.com"
      })
  void trap96NothingTypedIsPartOfTheFilter(String typed) {
    assertThat(DIRECTORY.find(typed)).isEqualTo(new Finding.Nobody());
  }

  @Test
  void aCommonNameMayHoldWhateverPeopleAreCalled() {
    DirectoryPerson person = DirectoryDesk.person(DIRECTORY, "jmueller");
    assertThat(person.place()).contains("Extern");
    assertThat(DirectoryDesk.login(DIRECTORY, "jmueller", "pass-jmueller"))
        .isEqualTo(new Proof.Proven());
    assertThat(DirectoryDesk.login(DIRECTORY, "unicode", SambaDomain.UNICODE_PASSWORD))
        .isEqualTo(new Proof.Proven());
    assertThat(DirectoryDesk.login(DIRECTORY, "colons", "pa:ss:wo rd"))
        .isEqualTo(new Proof.Proven());
  }

  @Test
  void trap97OneOfTwoIsNobody() {
    String one = ADMINISTRATOR.addPerson("twin-one", Map.of("employeeID", "twin"));
    String two = ADMINISTRATOR.addPerson("twin-two", Map.of("employeeID", "twin"));
    try (ActiveDirectory directory =
        DirectoryDesk.open(Map.of("directory.login-attribute", "employeeID"))) {
      assertThat(directory.find("twin")).isEqualTo(new Finding.Ambiguous());
    } finally {
      ADMINISTRATOR.delete(one);
      ADMINISTRATOR.delete(two);
    }
  }

  @Test
  void trap98APersonStaysWhoItIsWhateverItIsCalled() {
    String dn = ADMINISTRATOR.addPerson("married");
    DirectoryPerson before = DirectoryDesk.person(DIRECTORY, "married");
    ADMINISTRATOR.rename(dn, "divorced");
    String moved = ADMINISTRATOR.move(dn, "Else, Somebody", "CN=Users," + SambaDomain.BASE_DN);
    DirectoryPerson after = DirectoryDesk.person(DIRECTORY, "divorced");

    assertThat(DIRECTORY.find("married")).isEqualTo(new Finding.Nobody());
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.place()).isNotEqualTo(before.place());

    ADMINISTRATOR.delete(moved);
    ADMINISTRATOR.addPerson("divorced");
    assertThat(DirectoryDesk.person(DIRECTORY, "divorced").id()).isNotEqualTo(before.id());
  }

  @Test
  void groupsAndComputersAreNoPeople() {
    assertThat(DIRECTORY.find("devs")).isEqualTo(new Finding.Nobody());
    assertThat(DIRECTORY.find("dc1")).isEqualTo(new Finding.Nobody());
    try (ActiveDirectory directory =
        DirectoryDesk.open(Map.of("directory.user-filter", "(sAMAccountName=b*)"))) {
      assertThat(directory.find("alice")).isEqualTo(new Finding.Nobody());
      assertThat(DirectoryDesk.person(directory, "bob").name().value()).isEqualTo("bob");
    }
    try (ActiveDirectory directory =
        DirectoryDesk.open(Map.of("directory.base-dn", "OU=Groups," + SambaDomain.BASE_DN))) {
      assertThat(directory.find("alice")).isEqualTo(new Finding.Nobody());
    }
  }

  @Test
  void aLocalUserMayNotBearANameOfTheDirectory() {
    DIRECTORY.find("alice");
    assertThat(DIRECTORY.mayOwn(new Username("alice"))).isFalse();
    assertThat(DIRECTORY.mayOwn(new Username("ci@corp.example.com"))).isTrue();
    assertThat(DIRECTORY.mayOwn(new Username("ci@corp"))).isTrue();
    assertThat(DIRECTORY.mayOwn(new Username("ci@subsidiary.example.org"))).isTrue();
    assertThat(DIRECTORY.mayOwn(new Username("ci@elsewhere.example.com"))).isFalse();
  }

  @Test
  void untilTheDirectoryHasToldItsNamesAnyMayBeOneOfThem() {
    try (ActiveDirectory unasked = DirectoryDesk.open(Map.of());
        ActiveDirectory told =
            DirectoryDesk.open(Map.of("directory.domain-names", "CORP,corp.example.com"))) {
      assertThat(unasked.mayOwn(new Username("ci@elsewhere.example.com"))).isTrue();
      assertThat(unasked.mayOwn(new Username("ci"))).isFalse();
      assertThat(told.mayOwn(new Username("ci@elsewhere.example.com"))).isFalse();
      assertThat(told.mayOwn(new Username("ci@corp.example.com"))).isTrue();
      assertThat(told.find("alt.name@subsidiary.example.org")).isEqualTo(new Finding.Nobody());
      assertThat(DirectoryDesk.person(told, "CORP\\alice").name().value()).isEqualTo("alice");
    }
  }
}
