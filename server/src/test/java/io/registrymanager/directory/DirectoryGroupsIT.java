package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import io.registrymanager.access.Grant;
import io.registrymanager.identity.Directory.Survey;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.Role;
import io.registrymanager.observation.HealthIndicator.Health;
import io.registrymanager.setting.ListText;
import io.registrymanager.testkit.DomainAdministrator;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What groups give, against a real domain with nested and looping ones. */
class DirectoryGroupsIT {
  private static final AtomicLong PASSED = new AtomicLong();
  private static final ActiveDirectory DIRECTORY =
      DirectoryDesk.open(
          groups(
              "{\"group\":\"devs\",\"grants\":[\"dev:push\"]}",
              "{\"group\":\"cn=COMPANY, ou=groups,DC=corp,dc=EXAMPLE,dc=com\",\"grants\":[\"all:pull\"]}",
              "{\"group\":\"CN=Reg\\\\, push (prod),OU=Groups,DC=corp,DC=example,DC=com\",\"grants\":[\"prod\"]}",
              "{\"group\":\"loop-b\",\"grants\":[\"loop\"]}",
              "{\"group\":\"registry-admins\",\"administrator\":true}",
              "{\"group\":\"Domain Users\",\"grants\":[\"everybody:pull\"]}"),
          PASSED);
  private static final DomainAdministrator ADMINISTRATOR = Fixtures.domain().administrator();

  @AfterAll
  static void close() {
    DIRECTORY.close();
  }

  private static Map<String, String> groups(String... rules) {
    return Map.of("directory.groups", ListText.join(List.of(rules)));
  }

  private static GroupRights rights(String... grants) {
    return new GroupRights(
        Role.USER,
        new TreeSet<>(Stream.of(grants).map(t -> Grant.parse(t).orElseThrow()).toList()));
  }

  private static GroupRights of(ActiveDirectory directory, String name) {
    return DirectoryDesk.person(directory, name).groups();
  }

  @Test
  void trap100NestedGroupsAndThePrimaryOneCount() {
    assertThat(of(DIRECTORY, "alice"))
        .isEqualTo(rights("all:pull", "dev:push", "everybody:pull", "prod"));
    assertThat(of(DIRECTORY, "jmueller")).isEqualTo(of(DIRECTORY, "alice"));
    assertThat(of(DIRECTORY, "bob")).isEqualTo(rights("all:pull", "everybody:pull", "loop"));
    assertThat(of(DIRECTORY, "dave")).isEqualTo(rights("everybody:pull"));
  }

  @Test
  void aGroupMayMakeAdministrators() {
    assertThat(of(DIRECTORY, "carol").role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(of(DIRECTORY, "alice").role()).isEqualTo(Role.USER);
  }

  @Test
  void trap100WithoutTheTokenTheChainIsAsked() throws Exception {
    DirectorySettings settings = DirectoryDesk.settings(Fixtures.domain().settings());
    try (DirectoryParts parts =
        DirectoryParts.of(settings, InstantSource.system(), System::nanoTime)) {
      Set<String> found =
          parts
              .questions()
              .ask(
                  session -> {
                    Domain domain = parts.domains().on(session);
                    var alice = session.read(SambaDomain.personDn("alice"), "*").orElseThrow();
                    Set<String> mapped = new HashSet<>();
                    for (String name : List.of("company", "loop-b", "devs")) {
                      mapped.add(sid(session, SambaDomain.groupDn(name)));
                    }
                    mapped.add(sid(session, "CN=Users,CN=Builtin," + SambaDomain.BASE_DN));
                    Set<String> groups = Memberships.inChain(session, domain, alice, mapped);
                    assertThat(groups)
                        .contains(
                            sid(session, SambaDomain.groupDn("company")),
                            sid(session, SambaDomain.groupDn("devs")),
                            // That one holds the primary group, not alice.
                            sid(session, "CN=Users,CN=Builtin," + SambaDomain.BASE_DN))
                        .doesNotContain(sid(session, SambaDomain.groupDn("loop-b")));
                    return groups;
                  });
      assertThat(found).isNotEmpty();
    }
  }

  private static String sid(Session session, String dn) throws LDAPException, OutOfReachException {
    return GroupTable.sid(session.read(dn, Memberships.SID).orElseThrow()).orElseThrow();
  }

  @Test
  void trap101ARenamedAndMovedGroupIsTheSameOne() {
    String person = ADMINISTRATOR.addPerson("mover");
    String group = ADMINISTRATOR.addGroup("movable", person);
    AtomicLong passed = new AtomicLong();
    try (ActiveDirectory directory =
        DirectoryDesk.open(groups("{\"group\":\"movable\",\"grants\":[\"moved\"]}"), passed)) {
      assertThat(of(directory, "mover")).isEqualTo(rights("moved"));
      ADMINISTRATOR.move(group, "Moved, elsewhere", "OU=People," + SambaDomain.BASE_DN);
      passed.addAndGet(Duration.ofSeconds(301).toNanos());
      assertThat(of(directory, "mover")).isEqualTo(rights("moved"));
    }
  }

  @Test
  void aChangedMembershipIsSeenWithinTheGroupCacheLife() {
    String person = ADMINISTRATOR.addPerson("joiner");
    DirectoryPerson before = DirectoryDesk.person(DIRECTORY, "joiner");
    ADMINISTRATOR.join(SambaDomain.groupDn("devs"), person);
    assertThat(recheck(before)).isEqualTo(rights("everybody:pull"));
    PASSED.addAndGet(Duration.ofSeconds(301).toNanos());
    assertThat(recheck(before)).isEqualTo(rights("all:pull", "dev:push", "everybody:pull", "prod"));
    ADMINISTRATOR.leave(SambaDomain.groupDn("devs"), person);
    PASSED.addAndGet(Duration.ofSeconds(301).toNanos());
    assertThat(recheck(before)).isEqualTo(rights("everybody:pull"));
  }

  private static GroupRights recheck(DirectoryPerson person) {
    Survey survey = DIRECTORY.recheck(List.of(person.id()));
    return Objects.requireNonNull(((Survey.Known) survey).people().get(person.id())).groups();
  }

  @Test
  void anEntryThatFitsNoSecurityGroupIsAWarningAndGivesNothing() throws Exception {
    try (ActiveDirectory directory =
        DirectoryDesk.open(
            groups(
                "{\"group\":\"newsletter\",\"grants\":[\"news\"]}",
                "{\"group\":\"nothing\",\"grants\":[\"nothing\"]}",
                "{\"group\":\"CN=nothing,OU=Groups,DC=corp,DC=example,DC=com\",\"grants\":[\"x\"]}",
                "{\"group\":\"*\",\"grants\":[\"star\"]}",
                "{\"group\":\"devs\",\"grants\":[\"dev\"]}"))) {
      assertThat(of(directory, "alice")).isEqualTo(rights("dev"));
      Health health = directory.health(Runnable::run).check().toCompletableFuture().get();
      assertThat(((Health.Impaired) health).reason())
          .contains("newsletter is no security group")
          .contains("nothing is not there")
          .contains("CN=nothing,OU=Groups")
          .contains("* is not there")
          .doesNotContain("devs");
    }
  }
}
