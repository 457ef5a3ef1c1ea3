package io.registrymanager.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.registrymanager.access.Grant;
import io.registrymanager.authentication.PasswordMatch;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserRoutesTest {
  private static final String PASSWORD = "long enough";

  private final UserDesk desk = new UserDesk();
  private final Caller.Known admin = desk.known("admin", Role.ADMINISTRATOR);
  private final Caller.Known alice = desk.known("alice", Role.USER, "team", "lib:pull");

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyRouteHasItsRule() {
    assertThat(desk.routes.routes())
        .extracting(r -> r.method() + " " + r.path() + " " + r.rule())
        .containsExactly(
            "GET /user " + new AccessRule.KnownUser(),
            "POST /user " + new AccessRule.Administrator(),
            "PATCH /user " + new AccessRule.Administrator(),
            "DELETE /user " + new AccessRule.Administrator(),
            "GET /users " + new AccessRule.Administrator(),
            "POST /user/password " + new AccessRule.KnownUser(),
            "POST /user/namespaces " + new AccessRule.Administrator());
  }

  @Test
  void aUserReadsAsAnObjectWithoutItsHash() {
    EndpointResponse response = desk.get(alice, "/user");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content().type()).isEqualTo("application/json");
    assertThat(text(response))
        .isEqualTo(
            """
            {"username":"alice","ad":false,"admin":false,"namespaces":["lib:pull","team"],\
            "enabled":true,"created_at":"2026-01-01T00:00:01Z",\
            "updated_at":"2026-01-01T00:00:01Z"}""");
  }

  static Stream<Arguments> lookups() {
    return Stream.of(
        argumentSet("administrator, itself", "admin", "/user", 200),
        argumentSet("administrator, somebody", "admin", "/user?username=alice", 200),
        argumentSet("administrator, any case", "admin", "/user?username=ALICE", 200),
        argumentSet("administrator, nobody", "admin", "/user?username=bob", 404),
        argumentSet("user, itself", "alice", "/user", 200),
        argumentSet("user, itself by name", "alice", "/user?username=Alice", 200),
        argumentSet("user, somebody", "alice", "/user?username=admin", 403),
        argumentSet("user, nobody", "alice", "/user?username=bob", 403),
        argumentSet("user, no name", "alice", "/user?username=b%20b", 400),
        argumentSet("socket, without a self", "socket", "/user", 400),
        argumentSet("socket, somebody", "socket", "/user?username=alice", 200),
        argumentSet("socket, nobody", "socket", "/user?username=bob", 404),
        argumentSet("given twice", "admin", "/user?username=alice&username=alice", 400),
        argumentSet("bad escape", "admin", "/user?username=al%zz", 400),
        argumentSet("unknown parameter", "admin", "/user?name=alice", 400),
        argumentSet("empty name", "admin", "/user?username=", 400));
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void whoMaySeeWhom(String caller, String target, int status) {
    assertThat(desk.get(caller(caller), target).status()).isEqualTo(status);
  }

  @Test
  void theRefusalOfOthersDoesNotTellWhetherTheyExist() {
    assertThat(text(desk.get(alice, "/user?username=admin")))
        .isEqualTo(text(desk.get(alice, "/user?username=bob")));
  }

  @Test
  void aBodyWithGetIsRefused() {
    EndpointResponse response = desk.json(admin, "GET", "/user", "{}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(UserDesk.fields(response)).containsExactly("body");
  }

  @Test
  void anUpdateReplacesWhatItNamesAndNothingElse() {
    EndpointResponse response =
        desk.json(admin, "PATCH", "/user", "{\"username\":\"alice\",\"namespaces\":\"\"}");
    assertThat(response.status()).isEqualTo(200);
    assertThat(UserDesk.body(response).path("namespaces").toString()).isEqualTo("[]");

    desk.json(admin, "PATCH", "/user", "{\"username\":\"alice\",\"admin\":true}");
    desk.json(admin, "PATCH", "/user", "{\"username\":\"alice\",\"password\":\"long enough\"}");
    desk.json(admin, "PATCH", "/user", "{\"username\":\"alice\",\"enabled\":\"0\"}");

    LocalUser user = (LocalUser) desk.user("alice");
    assertThat(user.account().grants()).isEmpty();
    assertThat(user.account().role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(user.account().status()).isEqualTo(AccountStatus.DISABLED);
    assertThat(isPassword(user, PASSWORD)).isTrue();
  }

  @Test
  void anUpdateOfNothingAnswersTheUserAndWritesNothing() {
    EndpointResponse response =
        desk.json(admin, "PATCH", "/user", "{\"username\":\"alice\",\"ad\":false}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(UserDesk.body(response).path("username").asString()).isEqualTo("alice");
    assertThat(desk.store.changes()).hasSize(2);
  }

  @Test
  void setNamespacesReplacesThemAll() {
    EndpointResponse response =
        desk.json(
            admin,
            "POST",
            "/user/namespaces",
            "{\"username\":\"alice\",\"namespaces\":\"b:push, ,a,b:pull,\"}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(desk.user("alice").account().grants())
        .extracting(Grant::toString)
        .containsExactly("a", "b:push");
    assertThat(desk.json(admin, "POST", "/user/namespaces", "{\"username\":\"alice\"}").status())
        .isEqualTo(400);
    assertThat(
            desk.json(admin, "POST", "/user/namespaces", "{\"username\":\"bob\",\"namespaces\":[]}")
                .status())
        .isEqualTo(404);
  }

  static Stream<Arguments> passwordChanges() {
    String own = "{\"password\":\"long enough\"}";
    return Stream.of(
        argumentSet("user, own", "alice", own, 204),
        argumentSet("user, own by name", "alice", named("alice"), 204),
        argumentSet("user, another's", "alice", named("admin"), 403),
        argumentSet("user, nobody's", "alice", named("bob"), 403),
        argumentSet("administrator, own", "admin", own, 204),
        argumentSet("administrator, another's", "admin", named("alice"), 204),
        argumentSet("administrator, nobody's", "admin", named("bob"), 404),
        argumentSet("socket, without a self", "socket", own, 400),
        argumentSet("socket, named", "socket", named("alice"), 204),
        argumentSet("short", "alice", "{\"password\":\"short\"}", 400),
        argumentSet("none", "alice", "{}", 400),
        argumentSet("bad before forbidden", "alice", "{\"username\":\"admin\"}", 400));
  }

  @ParameterizedTest
  @MethodSource("passwordChanges")
  void whoMaySetWhosePassword(String caller, String body, int status) {
    EndpointResponse response = desk.json(caller(caller), "POST", "/user/password", body);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.content().isEmpty()).isEqualTo(status == 204);
  }

  @Test
  void theUserNameIsNoPasswordForItselfEither() {
    Caller.Known carol = desk.known("carol-of-sales", Role.USER);

    assertThat(
            desk.json(carol, "POST", "/user/password", "{\"password\":\"carol-of-sales\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anAdministratorLocksItselfOutOnlyOnPurpose() {
    desk.known("other", Role.ADMINISTRATOR);
    String demote = "{\"username\":\"admin\",\"admin\":false}";
    for (EndpointResponse response :
        List.of(
            desk.json(admin, "PATCH", "/user", demote),
            desk.json(admin, "PATCH", "/user", "{\"username\":\"admin\",\"enabled\":false}"),
            desk.json(admin, "DELETE", "/user", "{\"username\":\"admin\"}"),
            desk.json(admin, "DELETE", "/user?force=false", "{\"username\":\"admin\"}"))) {
      assertThat(response.status()).isEqualTo(409);
      assertThat(UserDesk.type(response)).isEqualTo("/errors/self-lockout");
    }
    assertThat(
            desk.json(admin, "PATCH", "/user", "{\"username\":\"admin\",\"admin\":true}").status())
        .isEqualTo(200);

    assertThat(desk.json(admin, "PATCH", "/user?force=true", demote).status()).isEqualTo(200);
  }

  @Test
  void theLastAdministratorStaysWhoeverInsists() {
    // Trap 93.
    desk.json(
        UserDesk.LOCAL,
        "POST",
        "/user",
        creation("idle", PASSWORD).replace("}", ",\"admin\":true,\"enabled\":false}"));
    for (Caller caller : List.of(admin, UserDesk.LOCAL)) {
      for (EndpointResponse response :
          List.of(
              desk.json(
                  caller, "PATCH", "/user?force=1", "{\"username\":\"admin\",\"admin\":false}"),
              desk.json(
                  caller, "PATCH", "/user?force=1", "{\"username\":\"admin\",\"enabled\":false}"),
              desk.json(caller, "DELETE", "/user?force=1", "{\"username\":\"admin\"}"))) {
        assertThat(response.status()).isEqualTo(409);
        assertThat(UserDesk.type(response)).isEqualTo("/errors/last-administrator");
      }
    }
    assertThat(desk.user("admin").account().status()).isEqualTo(AccountStatus.ENABLED);
  }

  @Test
  void deletingAnswersNothingAndOnce() {
    assertThat(desk.json(admin, "DELETE", "/user", "{\"username\":\"alice\"}").status())
        .isEqualTo(204);
    assertThat(desk.store.find(new Username("alice"))).isEmpty();
    assertThat(desk.json(admin, "DELETE", "/user", "{\"username\":\"alice\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aStoreThatFailsIsNoAnswer() {
    desk.store.fail("disk full");

    assertThatThrownBy(() -> desk.get(admin, "/user")).isInstanceOf(StoreException.class);
  }

  private Caller caller(String name) {
    return switch (name) {
      case "admin" -> admin;
      case "alice" -> alice;
      default -> UserDesk.LOCAL;
    };
  }

  private boolean isPassword(LocalUser user, String password) {
    return desk.hasher.verify(Secret.of(password), user.password()).toCompletableFuture().join()
        == PasswordMatch.MATCH;
  }

  private static String creation(String name, String password) {
    return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  private static String named(String name) {
    return creation(name, PASSWORD);
  }

  private static String text(EndpointResponse response) {
    return new String(response.content().bytes(), UTF_8);
  }
}
