package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.endpoint.Json;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management API over TCP, as any client meets it. */
class UserApiIT {
  // Nothing here goes on to a registry, but one has to be named.
  private static final URI NO_REGISTRY = URI.create("http://127.0.0.1:1");
  private static final Login ADMIN = TestingServer.ADMINISTRATOR;

  private static TestingServer server;
  private static Login plain;

  @BeforeAll
  static void start() {
    server = TestingServer.before(NO_REGISTRY);
    plain = server.user("plain", "team");
    server.user("other", "lib");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2} for a user, {3} for an administrator")
  @CsvSource({
    "GET, /user, 200, 200",
    "HEAD, /user, 200, 200",
    "GET, /user?username=plain, 200, 200",
    "GET, /user?username=other, 403, 200",
    "GET, /user?username=nobody, 403, 404",
    "POST, /user, 403, 400",
    "POST, /user?username=other&password=long-enough, 403, 409",
    "PATCH, /user?username=other, 403, 200",
    "PATCH, /user?username=plain&admin=true, 403, -",
    "PATCH, /user?username=nobody, 403, 404",
    "DELETE, /user?username=nobody, 403, 404",
    "DELETE, /user?username=plain, 403, -",
    "GET, /users, 403, 200",
    "HEAD, /users, 403, 200",
    "POST, /user/password, 400, 400",
    "POST, /user/password?username=plain&password=plain-password, 204, 204",
    "POST, /user/password?username=other&password=other-password, 403, 204",
    "POST, /user/password?username=nobody&password=long-enough, 403, 404",
    "POST, /user/namespaces?username=plain&namespaces=team, 403, 200",
    "POST, /user/namespaces?username=nobody&namespaces=team, 403, 404",
    "PUT, /user, 405, 405",
    "DELETE, /users, 405, 405",
    "GET, /user/password, 405, 405",
    "OPTIONS, /user, 204, 204",
    "GET, /user/, 404, 404",
    "GET, /nowhere, 404, 404",
  })
  void whoMayDoWhat(String method, String target, int user, String administrator)
      throws IOException {
    assertThat(ask(method, target).status()).as("nobody").isEqualTo(401);
    assertThat(ask(method, target, "Authorization: Basic Og==").status()).isEqualTo(401);
    RawResponse wrong = ask(method, target, basic(new Login("plain", "wrong-password")));
    assertThat(wrong.status()).as("wrong").isEqualTo(401);
    assertThat(wrong.headers("WWW-Authenticate")).hasSize(1);
    assertThat(ask(method, target, basic(plain)).status()).as("user").isEqualTo(user);
    if (!administrator.equals("-")) {
      RawResponse answer = ask(method, target, basic(ADMIN));
      assertThat(answer.status()).as("administrator").isEqualTo(Integer.parseInt(administrator));
      if (answer.status() >= 400 && !method.equals("HEAD")) {
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.text()).contains("\"requestId\":\"");
      }
    }
  }

  @Test
  void aPlainUserCannotTellWhoExists() throws IOException {
    for (String rest : List.of("/user?", "/user/password?password=long-enough&")) {
      String method = rest.contains("password") ? "POST" : "GET";

      RawResponse there = ask(method, rest + "username=other", basic(plain));
      RawResponse missing = ask(method, rest + "username=nobody", basic(plain));

      assertThat(withoutId(there)).isEqualTo(withoutId(missing));
    }
  }

  @Test
  void aChangeCountsForTheNextRequestOnAnOpenConnection() throws IOException {
    Login carol = server.user("carol", "team");
    try (RawHttp open = RawHttp.connect(server.port())) {
      assertThat(open.request("GET", "/user", basic(carol)).read().text()).contains("[\"team\"]");
      change("POST", "/user/namespaces?username=carol&namespaces=lib:pull", 200);
      assertThat(open.request("GET", "/user", basic(carol)).read().text())
          .contains("[\"lib:pull\"]");
      change("PATCH", "/user?username=carol&admin=true", 200);
      assertThat(open.request("GET", "/users", basic(carol)).read().status()).isEqualTo(200);
      change("PATCH", "/user?username=carol&admin=false", 200);
      assertThat(open.request("GET", "/users", basic(carol)).read().status()).isEqualTo(403);
      change("POST", "/user/password?username=carol&password=another-password", 204);
      assertThat(open.request("GET", "/user", basic(carol)).read().status()).isEqualTo(401);
      Login changed = new Login("carol", "another-password");
      assertThat(open.request("GET", "/user", basic(changed)).read().status()).isEqualTo(200);
      change("PATCH", "/user?username=carol&enabled=false", 200);
      assertThat(open.request("GET", "/user", basic(changed)).read().status()).isEqualTo(401);
      change("PATCH", "/user?username=carol&enabled=true", 200);
      assertThat(open.request("GET", "/user", basic(changed)).read().status()).isEqualTo(200);
      change("DELETE", "/user?username=carol", 204);
      assertThat(open.request("GET", "/user", basic(changed)).read().status()).isEqualTo(401);
    }
  }

  @Test
  void whoIsMadeAnewInheritsNothing() throws IOException {
    Login first = server.user("dave", "team", "lib:pull");
    change("PATCH", "/user?username=dave&admin=true", 200);
    assertThat(ask("GET", "/users", basic(first)).status()).isEqualTo(200);
    change("DELETE", "/user?username=dave", 204);
    change("POST", "/user?username=dave&password=a-second-one", 201);

    assertThat(ask("GET", "/user", basic(first)).status()).isEqualTo(401);
    Login second = new Login("dave", "a-second-one");
    assertThat(ask("GET", "/user", basic(second)).text())
        .contains("\"admin\":false", "\"namespaces\":[]");
    assertThat(ask("GET", "/users", basic(second)).status()).isEqualTo(403);
  }

  @Test
  void ofManyWhoMakeOneUserOneDoes() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> create =
          () -> ask("POST", "/user?username=erin&password=long-enough", basic(ADMIN)).status();
      for (Future<Integer> answer : threads.invokeAll(List.of(create, create, create, create))) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
  }

  @Test
  void pagesOfOtherSitesChangeNothing() throws IOException {
    String target = "/user?username=plain&admin=true";
    RawResponse refused = ask("PATCH", target, basic(ADMIN), "Origin: http://evil.example");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("/errors/cross-site");
    // Before the role: a user who may not do it anyway hears the same.
    assertThat(ask("PATCH", target, basic(plain), "Sec-Fetch-Site: cross-site").text())
        .contains("/errors/cross-site");
    assertThat(ask("GET", "/user", basic(plain)).text()).contains("\"admin\":false");
    String own = "Origin: http://" + server.host();
    assertThat(ask("PATCH", "/user?username=plain", basic(ADMIN), own).status()).isEqualTo(200);
  }

  @Test
  void onlyTheStateThatWasSeenIsChanged() throws IOException {
    server.user("frank", "team");
    String seen = ask("GET", "/user?username=frank", basic(ADMIN)).header("ETag").orElseThrow();
    String regrant = "/user/namespaces?username=frank&namespaces=lib";

    RawResponse changed = ask("POST", regrant, basic(ADMIN), "If-Match: " + seen);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isPresent().isNotEqualTo(Optional.of(seen));
    assertThat(ask("POST", regrant, basic(ADMIN), "If-Match: " + seen).status()).isEqualTo(412);
    assertThat(ask("DELETE", "/user?username=frank", basic(ADMIN), "If-Match: " + seen).status())
        .isEqualTo(412);
    change("DELETE", "/user?username=frank", 204);
    server.user("frank");
    assertThat(ask("POST", regrant, basic(ADMIN), "If-Match: " + seen).status())
        .as("another account of the same name")
        .isEqualTo(412);
  }

  @Test
  void ofManyWhoChangeOneStateOneDoes() throws Exception {
    server.user("grace", "team");
    String seen = ask("GET", "/user?username=grace", basic(ADMIN)).header("ETag").orElseThrow();
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String target = "/user/namespaces?username=grace&namespaces=team-" + i;
      changes.add(() -> ask("POST", target, basic(ADMIN), "If-Match: " + seen).status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(changes)) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
  }

  @Test
  void changesOfDifferentFieldsAtTheSameTimeAreAllKept() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "heidi" + round;
      server.user(name, "team");
      List<Callable<Integer>> changes = new ArrayList<>();
      for (String field :
          List.of("admin=true", "enabled=false", "namespaces=lib", "password=a-third-one")) {
        String target = "/user?username=" + name + "&" + field;
        changes.add(() -> ask("PATCH", target, basic(ADMIN)).status());
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Integer> answer : threads.invokeAll(changes)) {
          assertThat(answer.get()).isEqualTo(200);
        }
      }
      assertThat(ask("GET", "/user?username=" + name, basic(ADMIN)).text())
          .contains("\"admin\":true", "\"enabled\":false", "\"namespaces\":[\"lib\"]");
      change("PATCH", "/user?username=" + name + "&enabled=true", 200);
      assertThat(ask("GET", "/user", basic(new Login(name, "a-third-one"))).status())
          .isEqualTo(200);
    }
  }

  @Test
  void bodiesHaveTypesAndAnEnd() throws IOException {
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertThat(post("x".repeat(1024 * 1024 + 1), form).status()).isEqualTo(413);
    assertThat(post("username=plain&namespaces=team").status()).isEqualTo(415);
    assertThat(post("username=plain&namespaces=team", form, form).status()).isEqualTo(415);
    assertThat(post("username=plain&namespaces=team", form).status()).isEqualTo(200);
  }

  private static RawResponse post(String body, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add(basic(ADMIN));
    lines.add("Content-Length: " + body.length());
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.request("POST", "/user/namespaces", lines.toArray(String[]::new)).send(body);
      return http.read();
    }
  }

  private static void change(String method, String target, int status) throws IOException {
    assertThat(ask(method, target, basic(ADMIN)).status()).isEqualTo(status);
  }

  private static RawResponse ask(String method, String target, String... headers)
      throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.request(method, target, headers);
      return method.equals("HEAD") ? http.readWithoutBody() : http.read();
    }
  }

  private static String basic(Login login) {
    return RawHttp.basic(login.user(), login.password());
  }

  private static Object withoutId(RawResponse response) {
    String text = response.text().replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\":\"\"");
    return response.status() + Json.read(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
