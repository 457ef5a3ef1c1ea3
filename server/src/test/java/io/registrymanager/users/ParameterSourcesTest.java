package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same parameters out of a query, two kinds of forms, and JSON. */
class ParameterSourcesTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=\"b o\"";

  private final UserDesk desk = new UserDesk();
  private final Caller.Known admin = desk.known("admin", Role.ADMINISTRATOR);

  @AfterEach
  void close() {
    desk.close();
  }

  static Stream<Arguments> creations() {
    String query = "username=bob&password=long+%C3%A4nough&admin=T&namespaces=a,b:pull";
    return Stream.of(
        argumentSet("query", "/user?" + query, Content.NONE),
        argumentSet("form", "/user", Content.text(FORM, query)),
        argumentSet("form, named", "/user", Content.text(FORM + "; charset=UTF-8", query)),
        argumentSet(
            "multipart",
            "/user",
            multipart(
                part("username", "bob"),
                part("password", "long änough"),
                part("admin", "1"),
                part("namespaces", "a,b:pull"))),
        argumentSet(
            "JSON",
            "/user",
            Content.text(
                "application/json",
                """
                {"username":"bob","password":"long änough","admin":true,"namespaces":["a","b:pull"]}""")),
        argumentSet("the body wins", "/user?username=ann&admin=f", Content.text(FORM, query)),
        argumentSet(
            "both together",
            "/user?username=bob&admin=true&namespaces=a,b:pull",
            multipart(part("password", "long änough"))));
  }

  @ParameterizedTest
  @MethodSource("creations")
  void allSayTheSame(String target, Content content) {
    EndpointResponse created = desk.call(admin, "POST", target, content);

    assertThat(created.status()).isEqualTo(201);
    assertThat(UserDesk.body(created).path("username").asString()).isEqualTo("bob");
    assertThat(UserDesk.body(created).path("admin").asBoolean()).isTrue();
    assertThat(UserDesk.body(created).path("namespaces").toString())
        .isEqualTo("[\"a\",\"b:pull\"]");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        argumentSet("twice in a form", Content.text(FORM, "force=f&force=f"), "force"),
        argumentSet("unknown in a form", Content.text(FORM, "forced=f"), "forced"),
        argumentSet("bad escape", Content.text(FORM, "force=%zz"), "force"),
        argumentSet("not even a name", Content.text(FORM, "%zz=f"), "body"),
        argumentSet("a byte of no form", Content.text(FORM, "force=ä"), "force"),
        argumentSet("empty boolean", Content.text(FORM, "force="), "force"),
        argumentSet("twice", multipart(part("force", "f"), part("force", "f")), "force"),
        argumentSet("unknown", multipart(part("forced", "f")), "forced"),
        argumentSet("a file", multipart(part("force\"; filename=\"x", "f")), "force"),
        argumentSet("a null", Content.text("application/json", "{\"force\":null}"), "force"),
        argumentSet("a number", Content.text("application/json", "{\"force\":1}"), "force"),
        argumentSet("two keys", Content.text("application/json", "{\"a\":1,\"a\":1}"), "body"),
        argumentSet("no object", Content.text("application/json", "[]"), "body"),
        argumentSet("more behind it", Content.text("application/json", "{} {}"), "body"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamed(Content content, String field) {
    EndpointResponse refused = desk.call(admin, "DELETE", "/user?username=bob", content);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(UserDesk.fields(refused)).containsExactly(field);
  }

  @Test
  void everythingIsSaidTogether() {
    EndpointResponse refused =
        desk.call(
            admin,
            "POST",
            "/user?username=b%20b&username=c&nonsense=1",
            Content.text(FORM, "password=short&admin=maybe&enabled=&namespaces=UPPER"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(UserDesk.fields(refused))
        .containsExactlyInAnyOrder(
            "username", "username", "nonsense", "password", "admin", "enabled", "namespaces");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b o--x",
        "--b o\r\n\r\nno name\r\n--b o--",
        "--b o\nContent-Disposition: form-data; name=\"force\"\n\nf\n--b o--",
        "before\r\n--b o--",
        "--b o--\r\nbehind",
        "--b o\r\nContent-Disposition: form-data; name=\"force\"\r\n\r\nno end",
        "--b o\r\nContent-Disposition: attachment; name=\"force\"\r\n\r\nf\r\n--b o--",
        "--b o\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nf\r\n--b o--",
        "--b o\r\nno header\r\n\r\nf\r\n--b o--",
      })
  void aFormInPiecesIsRefused(String body) {
    Content content = Content.text(MULTIPART, body.isEmpty() ? "\r\n" : body);
    EndpointResponse refused = desk.call(admin, "DELETE", "/user?username=bob", content);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(UserDesk.fields(refused)).containsExactly("body");
  }

  @Test
  void aFormHasSoManyPartsAndNoMore() {
    String[] parts = new String[33];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part("p" + i, "x");
    }

    EndpointResponse refused = desk.call(admin, "DELETE", "/user?username=bob", multipart(parts));

    assertThat(UserDesk.fields(refused)).isEqualTo(List.of("body"));
  }

  private static String part(String name, String text) {
    return "--b o\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, text);
  }

  private static Content multipart(String... parts) {
    return Content.text(MULTIPART, String.join("", parts) + "--b o--\r\n");
  }
}
