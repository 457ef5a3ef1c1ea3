package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.OpenLdap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Trap 95, against a real server that takes a name without a password for nobody. */
class UnauthenticatedBindIT {
  private static final OpenLdap SLAPD = OpenLdap.start();
  private static final ActiveDirectory DIRECTORY =
      ActiveDirectory.open(
          DirectoryDesk.settings(
              Map.of(
                  "directory.servers",
                  SLAPD.url(),
                  "directory.ca-file",
                  SLAPD.authority().toString(),
                  "directory.bind-dn",
                  OpenLdap.SERVICE_DN,
                  "directory.bind-password",
                  OpenLdap.SERVICE_PASSWORD,
                  "directory.login-attribute",
                  "uid",
                  "directory.id-attribute",
                  "entryUUID",
                  "directory.user-filter",
                  "(objectClass=inetOrgPerson)")));

  @AfterAll
  static void close() {
    DIRECTORY.close();
    SLAPD.close();
  }

  @Test
  void theServerSaysYesToAnEmptyPassword() throws Exception {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setBindWithDNRequiresPassword(false);
    try (LDAPConnection connection = new LDAPConnection(options, "127.0.0.1", SLAPD.port())) {
      connection.processExtendedOperation(
          new StartTLSExtendedRequest(Trust.sockets(Optional.of(SLAPD.authority()))));
      assertThat(connection.bind("uid=alice,ou=people,dc=example,dc=com", "").getResultCode())
          .isEqualTo(ResultCode.SUCCESS);
    }
  }

  @Test
  void trap95WeNeverAskIt() {
    DirectoryPerson alice = DirectoryDesk.person(DIRECTORY, "alice");
    assertThat(alice.state()).isEqualTo(State.ACTIVE);
    long before = binds();
    assertThat(DIRECTORY.prove(alice, Secret.of("")))
        .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "empty"));
    assertThat(binds()).isEqualTo(before);
    assertThat(DIRECTORY.prove(alice, Secret.of("pass-alice"))).isEqualTo(new Proof.Proven());
    assertThat(DIRECTORY.prove(alice, Secret.of("wrong")))
        .isEqualTo(new Proof.Refused(Proof.Why.WRONG_PASSWORD, "49"));
    assertThat(binds()).isEqualTo(before + 2);
  }

  @Test
  void aPersonIsKnownByItsUuidHereToo() {
    DirectoryPerson alice = DirectoryDesk.person(DIRECTORY, "ALICE");
    assertThat(DIRECTORY.recheck(List.of(alice.id())).toString()).contains(alice.id().toString());
    assertThat(DIRECTORY.find("nobody")).isEqualTo(new Finding.Nobody());
  }

  private static long binds() {
    return SLAPD
        .log()
        .lines()
        .filter(line -> line.contains("BIND dn=\"uid=alice") && line.contains("method=128"))
        .count();
  }
}
