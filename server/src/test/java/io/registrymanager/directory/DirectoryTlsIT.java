package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.testkit.DomainController;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.OpenLdap;
import io.registrymanager.testkit.TestAuthority;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 102: who is believed to be the directory, against real servers. */
class DirectoryTlsIT {
  private static final DomainController FIRST = Fixtures.domain().first();

  @TempDir Path folder;

  private static Finding find(Map<String, String> settings) {
    try (ActiveDirectory directory = DirectoryDesk.open(settings)) {
      return directory.find("alice");
    }
  }

  private static String reason(Finding finding) {
    assertThat(finding).isInstanceOf(Finding.Unreachable.class);
    return ((Finding.Unreachable) finding).outage().reason();
  }

  @Test
  void startTlsAndLdapsWorkWithTheRightAuthority() {
    for (String server : new String[] {FIRST.ldap(), FIRST.ldaps()}) {
      try (ActiveDirectory directory = DirectoryDesk.open(Map.of("directory.servers", server))) {
        assertThat(DirectoryDesk.login(directory, "alice", "pass-alice"))
            .isEqualTo(new Proof.Proven());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap://%s:389", "ldaps://%s:636"})
  void anUnknownAuthorityIsNotBelieved(String url) {
    Path other = TestAuthority.in(folder).certificate();
    String reason =
        reason(
            find(
                Map.of(
                    "directory.servers",
                    url.formatted(FIRST.address()),
                    "directory.ca-file",
                    other.toString())));
    assertThat(reason).contains("certificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap://%s:389", "ldaps://%s:636"})
  void aCertificateOfAnotherNameIsNotBelieved(String url) {
    String reason =
        reason(find(Map.of("directory.servers", url.formatted(FIRST.unnamedAddress()))));
    assertThat(reason).contains(FIRST.unnamedAddress()).contains("certificate");
  }

  @Test
  void plainIsRefusedByTheDirectoryAndTheReasonSaysWhatToDo() {
    Map<String, String> settings = new HashMap<>();
    settings.put("directory.servers", FIRST.ldap());
    settings.put("directory.ca-file", Fixtures.domain().authority().toString());
    settings.put("directory.bind-dn", "CN=svc-other,OU=People,DC=corp,DC=example,DC=com");
    settings.put("directory.bind-password", "pass-svc-other");
    settings.put("directory.security", "none");
    settings.put("directory.allow-insecure", "true");
    settings.remove("directory.ca-file");
    try (ActiveDirectory directory = ActiveDirectory.open(DirectoryDesk.settings(settings))) {
      assertThat(reason(directory.find("alice")))
          .contains("set directory.security to starttls or ldaps");
    }
  }

  @Test
  void aServerWithoutStartTlsIsNeverSpokenToInTheClear() {
    try (OpenLdap slapd = OpenLdap.startWithoutTls();
        ActiveDirectory directory =
            ActiveDirectory.open(
                DirectoryDesk.settings(
                    Map.of(
                        "directory.servers", slapd.url(),
                        "directory.bind-dn", OpenLdap.SERVICE_DN,
                        "directory.bind-password", OpenLdap.SERVICE_PASSWORD)))) {
      assertThat(directory.find("alice")).isInstanceOf(Finding.Unreachable.class);
      assertThat(slapd.log())
          .contains("EXT oid=1.3.6.1.4.1.1466.20037")
          .doesNotContain("BIND")
          .doesNotContain("SRCH");
    }
  }
}
