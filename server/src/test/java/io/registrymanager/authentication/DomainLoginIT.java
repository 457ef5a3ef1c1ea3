package io.registrymanager.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.setting.ListText;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.DomainAdministrator;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SambaDomain;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** People of a real domain at the whole program, in front of a real registry. */
class DomainLoginIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final SambaDomain DOMAIN = Fixtures.domain();
  private static final DomainAdministrator PEOPLE = DOMAIN.administrator();
  private static final TestingServer SERVER = server(Map.of());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static TestingServer server(Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(DOMAIN.settings());
    settings.putAll(others);
    return TestingServer.before(Fixtures.registry().uri(), settings);
  }

  private static RegistryClient as(TestingServer server, String name, String password) {
    return RegistryClient.of(server.uri(), new Login(name, password));
  }

  private static int ping(TestingServer server, String name, String password) {
    try (RegistryClient client = as(server, name, password)) {
      return client.get("/v2/").statusCode();
    }
  }

  private static int openTransfers() {
    try (RegistryClient management = RegistryClient.of(SERVER.management())) {
      return new String(management.get("/metrics").body(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("registrymanager_transfers_open "))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
          .sum();
    }
  }

  private static String user(TestingServer server, String name) {
    try (RegistryClient admin = RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR)) {
      return new String(admin.get("/user?username=" + name).body(), UTF_8);
    }
  }

  @Test
  void aPersonPushesAndPullsUnderEveryFormOfItsName_trap98() {
    PEOPLE.addPerson("login.forms");
    SERVER.directoryUser("login.forms@corp.example.com", "domain-forms");
    try (RegistryClient client = as(SERVER, "login.forms", "pass-login.forms")) {
      SmallImage image = client.pushImage("domain-forms/app", "1");
      for (String form :
          List.of(
              "LOGIN.Forms",
              "CORP\\login.forms",
              "corp.example.com\\login.forms",
              "login.forms@corp.example.com",
              "login.forms@CORP.EXAMPLE.COM")) {
        try (RegistryClient other = as(SERVER, form, "pass-login.forms")) {
          assertThat(other.has(image.manifestPath())).as(form).isTrue();
        }
      }
    }
    assertThat(ping(SERVER, "login.forms", "wrong")).isEqualTo(401);
    assertThat(user(SERVER, "login.forms"))
        .contains("\"ad\":true", "\"namespaces\":[\"domain-forms\"]", "\"group_namespaces\":[]");
  }

  @Test
  void aRenamedPersonKeepsItsAccountAndANewOneUnderTheOldNameGetsNothing() {
    String first = PEOPLE.addPerson("login.renamed");
    SERVER.directoryUser("login.renamed", "domain-renamed");
    assertThat(ping(SERVER, "login.renamed", "pass-login.renamed")).isEqualTo(200);
    PEOPLE.rename(first, "login.newname");

    assertThat(ping(SERVER, "login.newname", "pass-login.renamed")).isEqualTo(200);
    assertThat(user(SERVER, "login.newname")).contains("\"namespaces\":[\"domain-renamed\"]");
    assertThat(user(SERVER, "login.renamed")).contains("unknown-user");
    PEOPLE.delete(first);
    PEOPLE.addPerson("login.newname");
    SERVER.recheck();
    assertThat(ping(SERVER, "login.newname", "pass-login.renamed")).isEqualTo(401);
    assertThat(ping(SERVER, "login.newname", "pass-login.newname")).isEqualTo(401);
    SERVER.delete("login.newname");
    SERVER.directoryUser("login.newname");
    assertThat(ping(SERVER, "login.newname", "pass-login.newname")).isEqualTo(200);
    assertThat(user(SERVER, "login.newname")).contains("\"namespaces\":[]");
  }

  @Test
  void whoeverIsDisabledIsOutAtTheNextLookAndItsUploadEnds() throws IOException {
    String dn = PEOPLE.addPerson("login.disabled");
    SERVER.directoryUser("login.disabled", "domain-disabled");
    try (RawHttp upload = RawHttp.connect(SERVER.port())) {
      beginUpload(upload, new Login("login.disabled", "pass-login.disabled"));
      Await.until(LIMIT, "the upload is under way", () -> openTransfers() == 1);
      SERVER.recheck();
      assertThat(openTransfers()).isEqualTo(1);
      assertThat(ping(SERVER, "login.disabled", "pass-login.disabled")).isEqualTo(200);
      PEOPLE.enable(dn, false);

      SERVER.recheck();

      assertThat(ping(SERVER, "login.disabled", "pass-login.disabled")).isEqualTo(401);
      assertThat(upload.within(LIMIT).readToEnd()).isEmpty();
    }
    Await.until(LIMIT, "it is logged", () -> SERVER.accessLog().contains("account-ended"));
    Await.until(LIMIT, "it is logged", () -> SERVER.accessLog().contains("directory-account:533"));
  }

  /** Sends the beginning of a chunk of a million bytes, and no more. */
  private static void beginUpload(RawHttp connection, Login login) throws IOException {
    String session;
    try (RegistryClient client = RegistryClient.of(SERVER.uri(), login)) {
      session =
          client
              .send("POST", "/v2/domain-disabled/app/blobs/uploads/", new byte[0], "x/y")
              .headers()
              .firstValue("Location")
              .orElseThrow();
    }
    connection.send(
        RawHttp.lines(
                "PATCH " + session + " HTTP/1.1",
                "Host: " + SERVER.host(),
                RawHttp.basic(login.user(), login.password()),
                "Content-Type: application/octet-stream",
                "Content-Length: 1000000",
                "")
            + "x".repeat(1000));
  }

  @Test
  void aChangedPasswordEndsLoginsWithTheOldOne_trap107() {
    String dn = PEOPLE.addPerson("login.changed");
    SERVER.directoryUser("login.changed");
    assertThat(ping(SERVER, "login.changed", "pass-login.changed")).isEqualTo(200);
    PEOPLE.setPassword(dn, "another-Pass-1");

    SERVER.recheck();

    assertThat(ping(SERVER, "login.changed", "pass-login.changed")).isEqualTo(401);
    assertThat(ping(SERVER, "login.changed", "another-Pass-1")).isEqualTo(200);
  }

  @Test
  void aStalePasswordInAJobLocksNobody_trap85() {
    String dn = PEOPLE.addPerson("login.stale");
    SERVER.directoryUser("login.stale");
    for (int i = 0; i < 30; i++) {
      String form = i % 2 == 0 ? "login.stale" : "CORP\\login.stale";
      assertThat(ping(SERVER, form, "stale")).isIn(401, 429);
    }

    assertThat(PEOPLE.wrongPasswords(dn)).isEqualTo(1);
    assertThat(ping(SERVER, "login.stale", "pass-login.stale")).isIn(200, 429);
  }

  @Test
  void membersOfAMappedGroupComeInWithoutBeingAdded() {
    String dn = PEOPLE.addPerson("login.member");
    PEOPLE.addPerson("login.outsider");
    PEOPLE.addGroup("login-group", dn);
    Map<String, String> groups =
        Map.of(
            "directory.autocreate",
            "true",
            "directory.groups",
            ListText.join(
                List.of("{\"group\":\"login-group\",\"grants\":[\"domain-group:push\"]}")));
    try (TestingServer server = server(groups)) {
      assertThat(ping(server, "login.outsider", "pass-login.outsider")).isEqualTo(401);
      try (RegistryClient client = as(server, "CORP\\login.member", "pass-login.member")) {
        client.pushImage("domain-group/app", "1");
      }
      assertThat(user(server, "login.member"))
          .contains("\"namespaces\":[]", "\"group_namespaces\":[\"domain-group:push\"]");
    }
  }

  @Test
  void withTheControllerStalledPullsGoOnAndPushesWait_trap104() {
    PEOPLE.addPerson("login.outage");
    Map<String, String> impatient =
        Map.of("directory.cache-life", "2s", "directory.grace", "5m", "directory.timeout", "1s");
    try (TestingServer server = server(impatient)) {
      server.directoryUser("login.outage", "domain-outage");
      try (RegistryClient client = as(server, "login.outage", "pass-login.outage");
          RegistryClient admin = RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR)) {
        SmallImage image = client.pushImage("domain-outage/app", "1");
        DOMAIN.first().stall();
        try {
          Await.until(LIMIT, "the cache life is over", () -> upload(client) == 503);
          assertThat(client.has(image.manifestPath())).isTrue();
          assertThat(client.has(image.layerPath())).isTrue();
          assertThat(client.get("/v2/").statusCode()).isEqualTo(200);
          var refused = client.get("/user");
          assertThat(refused.statusCode()).isEqualTo(503);
          assertThat(refused.headers().firstValue("Retry-After")).isPresent();
          assertThat(ping(server, "login.outage", "wrong")).isEqualTo(503);
          assertThat(ping(server, "CORP\\login.outage", "pass-login.outage")).isEqualTo(503);
          assertThat(admin.get("/users").statusCode()).isEqualTo(200);
          Await.until(
              LIMIT, "it is logged", () -> server.accessLog().contains("directory-unavailable"));
        } finally {
          DOMAIN.first().resume();
        }
        Await.until(LIMIT, "the controller is believed again", () -> upload(client) == 202);
      }
    }
  }

  private static int upload(RegistryClient client) {
    return client
        .send("POST", "/v2/domain-outage/app/blobs/uploads/", new byte[0], "x/y")
        .statusCode();
  }
}
