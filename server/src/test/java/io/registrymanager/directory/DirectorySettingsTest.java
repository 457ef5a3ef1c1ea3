package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.identity.Role;
import io.registrymanager.setting.ListText;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectorySettingsTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "directory.servers", "ldaps://dc1.corp.example.com",
          "directory.bind-dn", "CN=svc,DC=corp,DC=example,DC=com",
          "directory.bind-password", "secret");

  private static Map<String, String> with(String... more) {
    Map<String, String> all = new HashMap<>(GOOD);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        all.remove(more[i]);
      } else {
        all.put(more[i], more[i + 1]);
      }
    }
    return all;
  }

  private static void assertContradiction(String sentence, String... more) {
    assertThatThrownBy(() -> DirectoryDesk.settings(with(more)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void withoutSettingsThereIsNoDirectory() {
    SettingTable table = new SettingTable(DirectorySettings.settings());
    assertThat(DirectorySettings.from(Values.of(table, Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ldaps://dc1, LDAPS, dc1, 636",
    "ldap://dc1, STARTTLS, dc1, 389",
    "ldap://10.0.0.1:3268/, STARTTLS, 10.0.0.1, 3268",
    "LDAPS://[2001:db8::1]:3269, LDAPS, 2001:db8::1, 3269"
  })
  void theSchemeSaysHowItIsEncrypted(String url, Security security, String host, int port) {
    assertThat(DirectoryDesk.settings(with("directory.servers", url)).place().servers())
        .containsExactly(new ServerAddress(host, port, security));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dc1",
        "http://dc1",
        "ldap://",
        "ldap://dc1:0",
        "ldap://dc1:70000",
        "ldap://u:p@dc1",
        "ldap://dc1/dc=example",
        "ldap://dc1?cn",
        "ldapi://dc1",
        "ldap:///"
      })
  void anythingElseIsNoServer(String url) {
    assertContradiction("the URL of a server", "directory.servers", url);
  }

  @Test
  void aContradictionIsASentence() {
    assertContradiction("directory.security is starttls", "directory.security", "starttls");
    assertContradiction(
        "directory.security is ldaps, which ldap://dc1:389 contradicts",
        "directory.servers",
        "ldap://dc1",
        "directory.security",
        "ldaps");
    assertContradiction("are both set", "directory.domain", "corp.example.com");
    assertContradiction("must both be set", "directory.bind-password", "");
    assertContradiction("must both be set", "directory.bind-dn", "");
    assertContradiction("is set, but neither", "directory.servers", "");
    assertContradiction("directory.timeout is not", "directory.timeout", "2m");
    assertContradiction("names no group", "directory.autocreate", "true");
    assertContradiction(
        "names DEVS twice",
        "directory.groups",
        ListText.join(
            List.of(
                "{\"group\":\"devs\",\"grants\":[\"a\"]}",
                "{\"group\":\"DEVS\",\"grants\":[\"b\"]}")));
  }

  @Test
  void everyContradictionIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                DirectoryDesk.settings(
                    with("directory.bind-dn", "", "directory.domain", "corp.example.com")))
        .hasMessageContaining("are both set")
        .hasMessageContaining("must both be set");
  }

  @Test
  void plainIsOnlyForWhoeverInsists() {
    String[] plain = {"directory.servers", "ldap://dc1", "directory.security", "none"};
    assertContradiction("only directory.allow-insecure=true allows that", plain);
    Map<String, String> insisting = with(plain);
    insisting.put("directory.allow-insecure", "true");
    assertThat(DirectoryDesk.settings(insisting).place().servers())
        .containsExactly(new ServerAddress("dc1", 389, Security.NONE));
    insisting.put("directory.ca-file", "ca.crt");
    assertThatThrownBy(() -> DirectoryDesk.settings(insisting))
        .hasMessageContaining("no certificate is ever seen");
  }

  @Test
  void aGroupGivesGrantsOrMakesAdministrators() {
    List<GroupRule> groups =
        DirectoryDesk.settings(
                with(
                    "directory.groups",
                    ListText.join(
                        List.of(
                            "{\"group\":\"CN=a\\\\,b,DC=x\",\"grants\":[\"team:push\",\"lib:pull\"]}",
                            "{\"group\":\"admins\",\"administrator\":\"true\"}",
                            "{\"group\":\"one\",\"grants\":\"a, b:pull\"}"))))
            .groups();
    assertThat(groups).extracting(GroupRule::namesPlace).containsExactly(true, false, false);
    assertThat(groups.get(0).group()).isEqualTo("CN=a\\,b,DC=x");
    assertThat(groups.get(0).rights().grants()).hasToString("[lib:pull, team:push]");
    assertThat(groups.get(1).rights().role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(groups.get(2).rights().grants()).hasToString("[a, b:pull]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devs",
        "{}",
        "{\"group\":\"devs\"}",
        "{\"group\":\"\",\"grants\":[\"a\"]}",
        "{\"group\":\"devs\",\"grants\":[\"A B\"]}",
        "{\"group\":\"devs\",\"grants\":[\"a\"],\"admin\":true}",
        "{\"group\":\"devs\",\"administrator\":\"perhaps\"}"
      })
  void anythingElseIsNoGroup(String rule) {
    assertContradiction(
        "directory.groups must be", "directory.groups", ListText.join(List.of(rule)));
  }

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    DirectorySettings settings = DirectoryDesk.settings(GOOD);
    assertThat(settings.limits().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.policy().grace()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.people().loginAttribute()).isEqualTo("sAMAccountName");
    assertThat(settings.toString()).doesNotContain("secret");
  }
}
