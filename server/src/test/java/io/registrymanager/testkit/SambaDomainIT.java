package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SambaDomainIT {
  private static final SambaDomain DOMAIN = Fixtures.domain();

  @Test
  void peopleLogInWithTheirPasswords() {
    DomainAdministrator administrator = DOMAIN.administrator();
    assertThat(administrator.tries(SambaDomain.personDn("alice"), "pass-alice")).isTrue();
    assertThat(administrator.tries(SambaDomain.SERVICE_DN, SambaDomain.SERVICE_PASSWORD)).isTrue();
    assertThat(administrator.tries(SambaDomain.personDn("bob"), "wrong")).isFalse();
    assertThat(administrator.wrongPasswords(SambaDomain.personDn("bob"))).isOne();
    assertThat(administrator.tries(SambaDomain.personDn("bob"), "pass-bob")).isTrue();
    assertThat(
            administrator.tries(SambaDomain.personDn("Zoë Ünïcode"), SambaDomain.UNICODE_PASSWORD))
        .isTrue();
    assertThat(administrator.tries(SambaDomain.personDn(SambaDomain.STRANGE_CN), "pass-jmueller"))
        .isTrue();
    assertThat(administrator.tries(SambaDomain.personDn("disabled"), "pass-disabled")).isFalse();
    assertThat(administrator.tries(SambaDomain.personDn("pwexpired"), "pass-pwexpired")).isFalse();
  }

  @Test
  void peopleAndGroupsCanBeChanged() {
    DomainAdministrator administrator = DOMAIN.administrator();
    String dn = administrator.addPerson("kit-changes");
    administrator.enable(dn, false);
    assertThat(administrator.tries(dn, "pass-kit-changes")).isFalse();
    administrator.enable(dn, true);
    administrator.setPassword(dn, "another-one");
    assertThat(administrator.tries(dn, "another-one")).isTrue();
    administrator.rename(dn, "kit-renamed");
    String moved = administrator.move(dn, "Renamed, Kit", "CN=Users," + SambaDomain.BASE_DN);
    assertThat(administrator.read(moved, "sAMAccountName")).contains("kit-renamed");
    String group = administrator.addGroup("kit-group", moved);
    administrator.leave(group, moved);
    administrator.join(group, moved);
    assertThat(administrator.read(moved, "memberOf")).contains(group);
    administrator.delete(moved);
    assertThat(administrator.read(dn, "cn")).isEmpty();
  }

  @Test
  void aControllerStallsDiesAndComesBack() {
    DomainController second = DOMAIN.second();
    second.stall();
    second.resume();
    second.kill();
    second.ensureRunning();
    assertThat(second.address()).isNotEqualTo(DOMAIN.first().address());
  }

  @Test
  void slapdAndDnsmasqRun() {
    try (OpenLdap slapd = OpenLdap.start();
        Dnsmasq names = DOMAIN.nameServer(List.of(DOMAIN.first()))) {
      assertThat(slapd.log()).contains("slapd starting");
      assertThat(names.server()).startsWith("127.0.0.1:");
    }
  }
}
