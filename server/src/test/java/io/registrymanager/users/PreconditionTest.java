package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionTest {
  private static final String REGRANT = "/user/namespaces?username=alice&namespaces=lib";

  private final UserDesk desk = new UserDesk();
  private final Caller.Known admin = desk.known("admin", Role.ADMINISTRATOR);
  private final Caller.Known alice = desk.known("alice", Role.USER, "team");

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyAnswerWithAUserNamesItsState() {
    assertThat(tag(desk.get(alice, "/user"))).isEqualTo("\"2.1\"");
    assertThat(tag(desk.ifMatch(admin, "POST", REGRANT))).isEqualTo("\"2.2\"");
    assertThat(tag(desk.ifMatch(admin, "PATCH", "/user?username=alice"))).isEqualTo("\"2.2\"");
    assertThat(tag(desk.ifMatch(admin, "POST", "/user?username=bob&password=long-enough")))
        .isEqualTo("\"3.1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REGRANT,
        "/user/password?username=alice&password=long-enough",
        "/user?username=alice&admin=true",
        "/user?username=alice",
        "DELETE /user?username=alice"
      })
  void anotherStateIsLeftAlone(String request) {
    String target = request.substring(request.indexOf('/'));
    String method =
        request.startsWith("DELETE") ? "DELETE" : target.startsWith("/user?") ? "PATCH" : "POST";

    for (String tag : List.of("\"2.2\"", "\"1.1\"", "W/\"2.1\"", "\"\"")) {
      EndpointResponse refused = desk.ifMatch(admin, method, target, tag);
      assertThat(refused.status()).as(tag).isEqualTo(412);
      assertThat(UserDesk.type(refused)).isEqualTo("/errors/precondition-failed");
    }
    assertThat(tag(desk.get(alice, "/user"))).isEqualTo("\"2.1\"");
    assertThat(desk.ifMatch(admin, method, target, "\"9.9\", \"2.1\"").status())
        .isBetween(200, 204);
  }

  @Test
  void anyStateWillDoForTheStar() {
    assertThat(desk.ifMatch(admin, "POST", REGRANT, "*").status()).isEqualTo(200);
    assertThat(desk.ifMatch(admin, "DELETE", "/user?username=nobody", "*").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2.1", "\"2.1", "*, \"2.1\"", "\"2.1\",", "w/\"2.1\""})
  void whatIsNoTagIsRefused(String value) {
    EndpointResponse refused = desk.ifMatch(admin, "POST", REGRANT, value);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(UserDesk.fields(refused)).containsExactly("If-Match");
  }

  private static String tag(EndpointResponse response) {
    return response.headers().getOrDefault("ETag", "none");
  }
}
