package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.testkit.Dnsmasq;
import io.registrymanager.testkit.DomainController;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.SambaDomain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Controllers looked up in DNS, with a real name server. */
class DirectoryDiscoveryIT {
  private static final SambaDomain DOMAIN = Fixtures.domain();

  private final AtomicLong passed = new AtomicLong();

  private ActiveDirectory open(Dnsmasq names, Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(DOMAIN.settings());
    settings.remove("directory.servers");
    settings.put("directory.domain", SambaDomain.DNS_NAME);
    settings.put("directory.dns-server", names.server());
    settings.putAll(others);
    return ActiveDirectory.open(
        DirectoryDesk.settings(settings),
        InstantSource.system(),
        () -> System.nanoTime() + passed.get());
  }

  private static void assertLogin(ActiveDirectory directory) {
    assertThat(DirectoryDesk.login(directory, "alice", "pass-alice")).isEqualTo(new Proof.Proven());
  }

  @Test
  void controllersAreFoundByTheDomainsNameAndBelievedByTheirOwn() {
    try (Dnsmasq names = DOMAIN.nameServer(List.of(DOMAIN.first()));
        ActiveDirectory starttls = open(names, Map.of());
        ActiveDirectory ldaps = open(names, Map.of("directory.security", "ldaps"))) {
      assertLogin(starttls);
      assertLogin(ldaps);
      assertThat(names.log())
          .contains("_ldap._tcp.dc._msdcs.corp.example.com")
          .contains("dc1.corp.example.com");
    }
  }

  @Test
  void theLowerPriorityNumberIsAskedFirstAndTheNextWhenItIsGone() {
    DomainController second = DOMAIN.second();
    try (Dnsmasq names = DOMAIN.nameServer(List.of(second, DOMAIN.first()));
        ActiveDirectory directory = open(names, Map.of())) {
      second.kill();
      assertLogin(directory);
    } finally {
      second.ensureRunning();
    }
  }

  @Test
  void anAnswerThatDoesNotFitIntoADatagramIsFetchedOverTcp() {
    List<String> records = new ArrayList<>();
    records.add("host-record=dc1.corp.example.com," + DOMAIN.first().address());
    records.add("srv-host=_ldap._tcp.dc._msdcs.corp.example.com,dc1.corp.example.com,389,0,100");
    for (int i = 0; i < 60; i++) {
      records.add(
          "srv-host=_ldap._tcp.dc._msdcs.corp.example.com,far-away-%03d.corp.example.com,389,9,1"
              .formatted(i));
    }
    try (Dnsmasq names = Dnsmasq.serving(records);
        ActiveDirectory directory = open(names, Map.of())) {
      assertLogin(directory);
    }
  }

  @Test
  void aDomainWithoutControllersIsAnOutage() {
    try (Dnsmasq names = Dnsmasq.serving(List.of("host-record=x.example.com,127.0.0.1"));
        ActiveDirectory directory = open(names, Map.of())) {
      assertThat(directory.find("alice").toString())
          .contains("the domain controllers of corp.example.com cannot be looked up");
    }
  }

  @Test
  void aSilentNameServerIsAnOutageInTimeAndForgottenControllersAreNot() {
    try (Dnsmasq names = DOMAIN.nameServer(List.of(DOMAIN.first()));
        ActiveDirectory directory = open(names, Map.of());
        ActiveDirectory late = open(names, Map.of())) {
      assertLogin(directory);
      names.stall();
      long begin = System.nanoTime();
      assertThat(late.find("alice")).isInstanceOf(Finding.Unreachable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      passed.addAndGet(Duration.ofMinutes(2).toNanos());
      assertLogin(directory);
      names.resume();
      passed.addAndGet(Duration.ofMinutes(2).toNanos());
      assertThat(late.find("alice")).isInstanceOf(Finding.Found.class);
    }
  }

  @Test
  void fixedServersAreLookedUpThereToo() {
    try (Dnsmasq names = DOMAIN.nameServer(List.of(DOMAIN.first()));
        ActiveDirectory directory =
            DirectoryDesk.open(
                Map.of(
                    "directory.servers",
                    "ldaps://dc1.corp.example.com",
                    "directory.dns-server",
                    names.server()))) {
      assertLogin(directory);
    }
  }
}
