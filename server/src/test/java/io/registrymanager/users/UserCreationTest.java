package io.registrymanager.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.registrymanager.authentication.PasswordMatch;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserCreationTest {
  private static final String PASSWORD = "long enough";

  private final UserDesk desk = new UserDesk();
  private final Caller.Known admin = desk.known("admin", Role.ADMINISTRATOR);

  @BeforeEach
  void oneUserIsThere() {
    desk.known("alice", Role.USER);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void creatingAnswersTheUserAndWhereItIs() {
    EndpointResponse response =
        desk.json(
            admin,
            "POST",
            "/user",
            """
            {"username":"Bob+ci@example.com","password":"long enough","admin":"T",
             "namespaces":[" team:pull ","team:push","*:pull","","a/b"],"enabled":false}""");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers())
        .containsEntry("Location", "/user?username=bob%2Bci%40example.com");
    assertThat(UserDesk.body(response).path("username").asString()).isEqualTo("bob+ci@example.com");
    assertThat(UserDesk.body(response).path("namespaces").toString())
        .isEqualTo("[\"*:pull\",\"a/b\",\"team:push\"]");
    LocalUser bob = (LocalUser) desk.user("bob+ci@example.com");
    assertThat(bob.account().role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(bob.account().status()).isEqualTo(AccountStatus.DISABLED);
    assertThat(isPassword(bob, PASSWORD)).isTrue();
    assertThat(desk.store.changes().getLast().origin())
        .hasToString("Origin[actor=user:admin#1, source=local, requestId=request-1]");
    String location = response.headers().getOrDefault("Location", "");
    assertThat(desk.get(admin, location).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotGivenHasADefault() {
    desk.json(admin, "POST", "/user", "{\"username\":\"bob\",\"password\":\"long enough\"}");

    assertThat(desk.user("bob").account().role()).isEqualTo(Role.USER);
    assertThat(desk.user("bob").account().status()).isEqualTo(AccountStatus.ENABLED);
    assertThat(desk.user("bob").account().grants()).isEmpty();
  }

  @Test
  void theBodyWinsOverTheQueryAndEitherIsEnough() {
    EndpointResponse response =
        desk.json(
            admin, "POST", "/user?username=bob&password=long%20enough", "{\"username\":\"carol\"}");
    assertThat(response.status()).isEqualTo(201);
    assertThat(desk.store.find(new Username("bob"))).isEmpty();
    assertThat(isPassword((LocalUser) desk.user("carol"), PASSWORD)).isTrue();

    assertThat(desk.get(admin, "/user?username=carol").status()).isEqualTo(200);
    assertThat(desk.call(admin, "DELETE", "/user?username=carol", Content.NONE).status())
        .isEqualTo(204);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    EndpointResponse response =
        desk.json(
            admin,
            "POST",
            "/user?username=x&username=y&color=red",
            """
            {"username":"Böb","password":"short\\u0007","admin":1,"namespaces":"team,Team,a//b",
             "enabled":null,"ad":"","email":"b@example.com"}""");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.content().type()).isEqualTo("application/problem+json");
    assertThat(UserDesk.type(response)).isEqualTo("/errors/invalid-parameters");
    assertThat(UserDesk.body(response).path("requestId").asString()).isEqualTo("request-1");
    assertThat(UserDesk.fields(response))
        .containsExactlyInAnyOrder(
            "username",
            "color",
            "email",
            "admin",
            "enabled",
            "username",
            "ad",
            "password",
            "password",
            "namespaces",
            "namespaces");
    assertThat(text(response)).doesNotContain("short");
    assertThat(desk.store.changes()).hasSize(2);
  }

  static Stream<Arguments> badCreations() {
    return Stream.of(badNamesAndPasswords(), badTypes(), badFlagsAndGrants(), badBodies())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> badNamesAndPasswords() {
    return Stream.of(
        argumentSet("no name", "{\"password\":\"long enough\"}", "username"),
        argumentSet("no password", "{\"username\":\"bob\"}", "password"),
        argumentSet("name with a colon", creation("b:b", PASSWORD), "username"),
        argumentSet("Kelvin sign (90)", creation("\u212Abob", PASSWORD), "username"),
        argumentSet("name too long", creation("b".repeat(129), PASSWORD), "username"),
        argumentSet("7 characters", creation("bob", "1234567"), "password"),
        argumentSet("7 code points", creation("bob", "😀".repeat(7)), "password"),
        argumentSet("1025 characters", creation("bob", "x".repeat(1025)), "password"),
        argumentSet("name as password", creation("bob-builder", "Bob-Builder"), "password"),
        argumentSet("control character", creation("bob", "long\\u0000enough"), "password"),
        argumentSet("C1 control character", creation("bob", "long\\u0085enough"), "password"),
        argumentSet("lone surrogate", creation("bob", "long\\ud83denough"), "password"));
  }

  private static Stream<Arguments> badTypes() {
    return Stream.of(
        argumentSet(
            "password null",
            creation("bob", PASSWORD).replace("\"long enough\"", "null"),
            "password"),
        argumentSet(
            "password number",
            creation("bob", PASSWORD).replace("\"long enough\"", "1"),
            "password"),
        argumentSet(
            "password array",
            creation("bob", PASSWORD).replace("\"long enough\"", "[]"),
            "password"),
        argumentSet(
            "password object",
            creation("bob", PASSWORD).replace("\"long enough\"", "{}"),
            "password"),
        argumentSet(
            "password flag",
            creation("bob", PASSWORD).replace("\"long enough\"", "true"),
            "password"));
  }

  private static Stream<Arguments> badFlagsAndGrants() {
    return Stream.of(
        argumentSet("flag yes", with("\"admin\":\"yes\""), "admin"),
        argumentSet("flag empty", with("\"admin\":\"\""), "admin"),
        argumentSet("flag number", with("\"admin\":1"), "admin"),
        argumentSet("flag array", with("\"enabled\":[\"true\"]"), "enabled"),
        argumentSet("grant upper case", with("\"namespaces\":\"Team\""), "namespaces"),
        argumentSet("grant bad right", with("\"namespaces\":\"team:admin\""), "namespaces"),
        argumentSet("grants flag", with("\"namespaces\":true"), "namespaces"),
        argumentSet("grants of numbers", with("\"namespaces\":[1]"), "namespaces"),
        argumentSet("force is not for creating", with("\"force\":true"), "force"));
  }

  private static Stream<Arguments> badBodies() {
    return Stream.of(
        argumentSet("duplicate key", with("\"username\":\"bob\""), "body"),
        argumentSet("no JSON", "username=bob", "body"),
        argumentSet("two documents", creation("bob", PASSWORD) + "{}", "body"),
        argumentSet("array", "[]", "body"),
        argumentSet("text", "\"bob\"", "body"));
  }

  @ParameterizedTest
  @MethodSource("badCreations")
  void creationsThatAreRefused(String body, String field) {
    EndpointResponse response = desk.json(admin, "POST", "/user", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(UserDesk.fields(response)).contains(field);
    assertThat(desk.store.changes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8 chars.",
        " spaces stay ",
        "😀😀😀😀😀😀😀😀",
        "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
      })
  void passwordsThatAreTakenAsTyped(String password) {
    assertThat(desk.json(admin, "POST", "/user", creation("bob", password)).status())
        .isEqualTo(201);
    assertThat(isPassword((LocalUser) desk.user("bob"), password)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/json; charset=utf-16",
        "application/json, application/json",
        "multipart/mixed; boundary=x",
        "application/jsonp",
        "application/problem+json"
      })
  void anotherMediaTypeIsRefused(String type) {
    EndpointResponse response = desk.call(admin, "POST", "/user", Content.text(type, "{}"));

    assertThat(response.status()).isEqualTo(415);
    assertThat(UserDesk.type(response)).isEqualTo("/errors/unsupported-media-type");
  }

  @Test
  void theMediaTypeMayHaveParametersAndAnyCase() {
    Content content = Content.text("Application/JSON; charset=utf-8", creation("bob", PASSWORD));

    assertThat(desk.call(admin, "POST", "/user", content).status()).isEqualTo(201);
  }

  @Test
  void aTakenNameIsAConflict() {
    EndpointResponse response = desk.json(admin, "POST", "/user", creation("ALICE", PASSWORD));

    assertThat(response.status()).isEqualTo(409);
    assertThat(UserDesk.type(response)).isEqualTo("/errors/name-taken");
  }

  @Test
  void aFullHashingQueueIsBusy() {
    desk.hasher.close();

    EndpointResponse response = desk.json(admin, "POST", "/user", creation("bob", PASSWORD));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsEntry("Retry-After", "1");
    assertThat(UserDesk.type(response)).isEqualTo("/errors/busy");
  }

  private boolean isPassword(LocalUser user, String password) {
    return desk.hasher.verify(Secret.of(password), user.password()).toCompletableFuture().join()
        == PasswordMatch.MATCH;
  }

  private static String creation(String name, String password) {
    return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  private static String with(String member) {
    return creation("bob", PASSWORD).replace("}", "," + member + "}");
  }

  private static String text(EndpointResponse response) {
    return new String(response.content().bytes(), UTF_8);
  }
}
