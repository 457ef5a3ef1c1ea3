package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryPerson.State;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.NoDirectory;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.Username;
import io.registrymanager.testkit.ScriptedDirectory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of the directory, managed. */
class DirectoryUserRoutesTest {
  private final UserDesk desk = new UserDesk();
  private final Caller.Known admin = desk.known("admin", Role.ADMINISTRATOR);
  private final DirectoryPerson person = desk.directory.person("carol", "secret", "lib:pull");

  @AfterEach
  void close() {
    desk.close();
  }

  private EndpointResponse post(String fields) {
    return desk.json(admin, "POST", "/user", "{" + fields + "}");
  }

  private EndpointResponse patch(String fields) {
    return desk.json(admin, "PATCH", "/user", "{" + fields + "}");
  }

  private static void assertRefused(EndpointResponse response, int status, String type) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(UserDesk.type(response)).isEqualTo("/errors/" + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"carol", "CAROL", "carol@corp.example.com", "Carol@CORP.example.com"})
  void everyNameOfAPersonMakesTheSameUser_trap98(String typed) {
    EndpointResponse response =
        post("\"username\":\"" + typed + "\",\"ad\":true,\"namespaces\":\"team\"");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers())
        .containsEntry("Location", "/user?username=carol")
        .doesNotContainKey("Warning");
    assertThat(UserDesk.body(response).path("username").asString()).isEqualTo("carol");
    assertThat(UserDesk.body(response).path("ad").asBoolean()).isTrue();
    assertThat(((DirectoryUser) desk.user("carol")).person()).contains(person.id());
    assertRefused(post("\"username\":\"carol\",\"ad\":true"), 409, "name-taken");
  }

  @Test
  void aPasswordBesideAdIsIgnoredUncheckedAndWarnedOf() {
    EndpointResponse response = post("\"username\":\"carol\",\"ad\":true,\"password\":\"x\"");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers().get("Warning")).startsWith("299 - \"").contains("ignored");
    assertThat(desk.user("carol")).isInstanceOf(DirectoryUser.class);
    assertThat(desk.hasher.computed()).isZero();
    assertThat(patch("\"username\":\"carol\",\"ad\":true,\"password\":\"x\"").headers())
        .containsKey("Warning");
  }

  @Test
  void whomTheDirectoryDoesNotKnowOrCannotTellIsNotMade() {
    assertRefused(post("\"username\":\"bob\",\"ad\":true"), 409, "unknown-person");
    assertThat(post("\"username\":\"CORP\\\\carol\",\"ad\":true").status()).isEqualTo(400);
    desk.directory.person("carol", "another's");
    assertRefused(post("\"username\":\"carol\",\"ad\":true"), 409, "ambiguous-person");
    desk.directory.stop();
    EndpointResponse down = post("\"username\":\"carol\",\"ad\":true");
    assertRefused(down, 503, "directory-unavailable");
    assertThat(down.headers()).containsEntry("Retry-After", "7");
    assertThat(desk.store.changes()).hasSize(1);
  }

  @Test
  void withoutADirectoryThereAreNoDirectoryUsers() {
    try (UserDesk bare = new UserDesk(new NoDirectory())) {
      Caller.Known admin = bare.known("admin", Role.ADMINISTRATOR);
      assertRefused(
          bare.json(admin, "POST", "/user", "{\"username\":\"bob\",\"ad\":true}"),
          409,
          "no-directory");
      assertRefused(
          bare.json(admin, "PATCH", "/user", "{\"username\":\"admin\",\"ad\":\"1\"}"),
          409,
          "no-directory");
      assertRefused(
          bare.json(admin, "PATCH", "/user", "{\"username\":\"bob\",\"ad\":true}"),
          404,
          "unknown-user");
    }
  }

  @Test
  void aPersonIsNotMadeAUserTwice() {
    assertThat(post("\"username\":\"carol\",\"ad\":true").status()).isEqualTo(201);
    desk.directory.rename(person.id(), "caroline");

    assertRefused(post("\"username\":\"caroline\",\"ad\":true"), 409, "person-taken");
  }

  @Test
  void aLocalUserMovesToTheDirectoryWithWhatElseChanges() {
    desk.known("carol", Role.USER, "team");

    EndpointResponse response =
        patch("\"username\":\"carol\",\"ad\":true,\"namespaces\":\"lib\",\"enabled\":false");

    assertThat(response.status()).isEqualTo(200);
    assertThat(UserDesk.body(response).path("ad").asBoolean()).isTrue();
    assertThat(UserDesk.body(response).path("enabled").asBoolean()).isFalse();
    assertThat(UserDesk.body(response).path("namespaces").toString()).isEqualTo("[\"lib\"]");
    assertThat(((DirectoryUser) desk.user("carol")).person()).contains(person.id());
  }

  @Test
  void movingAsksTheDirectory() {
    desk.known("bob", Role.USER);

    assertRefused(patch("\"username\":\"bob\",\"ad\":true"), 409, "unknown-person");
    desk.directory.stop();
    assertRefused(patch("\"username\":\"bob\",\"ad\":true"), 503, "directory-unavailable");
    assertThat(desk.user("bob")).isInstanceOf(LocalUser.class);
  }

  @Test
  void anAdministratorLeavesOnlyForWhereItIsLetIn_trap93() {
    DirectoryPerson away = desk.directory.person("admin", "secret");
    desk.directory.setState(away.id(), State.DISABLED);

    assertRefused(patch("\"username\":\"admin\",\"ad\":true"), 409, "self-lockout");
    assertRefused(
        patch("\"username\":\"admin\",\"ad\":true,\"force\":true"), 409, "last-administrator");
    desk.directory.setState(away.id(), State.ACTIVE);
    assertThat(patch("\"username\":\"admin\",\"ad\":true").status()).isEqualTo(200);
  }

  @Test
  void comingBackNeedsAPassword() {
    assertThat(post("\"username\":\"carol\",\"ad\":true").status()).isEqualTo(201);

    EndpointResponse bare = patch("\"username\":\"carol\",\"ad\":false");
    assertRefused(bare, 400, "invalid-parameters");
    assertThat(UserDesk.fields(bare)).containsExactly("password");
    EndpointResponse back =
        patch("\"username\":\"carol\",\"ad\":false,\"password\":\"long enough\"");
    assertThat(back.status()).isEqualTo(200);
    assertThat(desk.user("carol")).isInstanceOf(LocalUser.class);
    assertThat(patch("\"username\":\"carol\",\"ad\":false,\"enabled\":true").status())
        .as("it is kept here already")
        .isEqualTo(200);
  }

  @Test
  void aPasswordAloneIsTheDirectorysToChange() {
    assertThat(post("\"username\":\"carol\",\"ad\":true").status()).isEqualTo(201);
    Caller.Known carol =
        new Caller.Known(io.registrymanager.identity.Principal.of(desk.user("carol")));

    assertRefused(
        patch("\"username\":\"carol\",\"password\":\"long enough\""), 409, "directory-user");
    assertRefused(
        desk.json(carol, "POST", "/user/password", "{\"password\":\"long enough\"}"),
        409,
        "directory-user");
    assertRefused(
        desk.json(
            admin,
            "POST",
            "/user/password",
            "{\"username\":\"carol\",\"password\":\"long enough\"}"),
        409,
        "directory-user");
  }

  @Test
  void whatIsKeptAndWhatGroupsGiveStandApart() {
    assertThat(post("\"username\":\"carol\",\"ad\":true,\"namespaces\":\"team\"").status())
        .isEqualTo(201);

    var plain = UserDesk.body(desk.get(admin, "/user?username=carol"));
    assertThat(plain.path("namespaces").toString()).isEqualTo("[\"team\"]");
    assertThat(plain.path("group_namespaces").toString()).isEqualTo("[\"lib:pull\"]");
    assertThat(plain.path("admin").asBoolean()).isFalse();
    assertThat(plain.path("group_admin").asBoolean()).isFalse();
    desk.directory.setGroups(person.id(), ScriptedDirectory.groups(Role.ADMINISTRATOR));
    var promoted = UserDesk.body(desk.get(admin, "/user?username=carol"));
    assertThat(promoted.path("admin").asBoolean()).isTrue();
    assertThat(promoted.path("group_admin").asBoolean()).isTrue();
    assertThat(promoted.path("group_namespaces").toString()).isEqualTo("[]");
    desk.directory.delete(person.id());
    assertThat(
            UserDesk.body(desk.get(admin, "/user?username=carol"))
                .path("group_namespaces")
                .toString())
        .isEqualTo("[]");
  }

  @Test
  void withTheDirectoryAwayAUserIsShownAsItIsKept() {
    assertThat(post("\"username\":\"carol\",\"ad\":true,\"namespaces\":\"team\"").status())
        .isEqualTo(201);
    desk.directory.stop();

    EndpointResponse response = desk.get(admin, "/user?username=carol");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsKeys("Warning", "ETag");
    assertThat(UserDesk.body(response).has("group_namespaces")).isFalse();
    assertThat(UserDesk.body(desk.get(admin, "/user?username=admin")).has("group_namespaces"))
        .isFalse();
  }

  @Test
  void aLocalUserGetsNoNameThatReadsAsTheDirectorys() {
    EndpointResponse response =
        post("\"username\":\"bob@corp.example.com\",\"password\":\"short\"");

    assertThat(response.status()).isEqualTo(400);
    assertThat(UserDesk.fields(response)).containsExactly("username", "password");
  }

  @Test
  void namesGivenBeforeTheDirectoryWasThereAreFound() {
    desk.known("bob@corp.example.com", Role.USER);
    desk.known("bob@example.com", Role.USER);
    desk.known("carol@corp.example.com", Role.USER);
    DirectoryNameCheck check = new DirectoryNameCheck(desk.store, desk.directory);

    assertThat(check.find(10))
        .isEqualTo(
            List.of(new Username("bob@corp.example.com"), new Username("carol@corp.example.com")));
    assertThat(check.find(1)).hasSize(1);
  }
}
