package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserListTest {
  private final UserDesk desk = new UserDesk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void anEmptyListIsAnArray() {
    assertThat(names(desk.get(UserDesk.LOCAL, "/users"))).isEmpty();
    assertThat(desk.get(UserDesk.LOCAL, "/users").status()).isEqualTo(200);
  }

  @Test
  void usersComeByNameInPages() {
    make(120);

    assertThat(desk.get(UserDesk.LOCAL, "/users?limit=2").headers())
        .containsEntry("X-Total-Count", "120")
        .containsEntry("Link", "</users?after=u0001&limit=2>; rel=\"next\"");
    assertThat(names(desk.get(UserDesk.LOCAL, "/users"))).hasSize(50).startsWith("u0000", "u0001");
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?limit=1000"))).hasSize(50);
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?offset=2&limit=2")))
        .containsExactly("u0002", "u0003");
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?after=u0118x"))).containsExactly("u0119");
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?offset=119"))).containsExactly("u0119");
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?offset=120"))).isEmpty();
    assertThat(names(desk.get(UserDesk.LOCAL, "/users?offset=2147483647"))).isEmpty();
  }

  @Test
  void anOffsetBeyondOneBatchIsExact() {
    make(2100);

    assertThat(names(desk.get(UserDesk.LOCAL, "/users?offset=2050&limit=1")))
        .containsExactly("u2050");
  }

  @Test
  void theLinkWalksOverAllOfThemOnce() {
    make(101);
    desk.known("a+b@example.com", Role.USER);
    List<String> seen = new ArrayList<>();
    String target = "/users?limit=25";
    int pages = 0;
    while (!target.isEmpty()) {
      EndpointResponse page = desk.get(UserDesk.LOCAL, target);
      seen.addAll(names(page));
      String link = page.headers().getOrDefault("Link", "");
      assertThat(link).matches("|</users\\?after=[^&]+&limit=25>; rel=\"next\"");
      target = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
      pages++;
    }

    assertThat(pages).isEqualTo(5);
    assertThat(seen).hasSize(102).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void aLinkCarriesNamesEncoded() {
    desk.known("a+b@example.com", Role.USER);
    desk.known("z", Role.USER);

    assertThat(desk.get(UserDesk.LOCAL, "/users?limit=1").headers())
        .containsEntry("Link", "</users?after=a%2Bb%40example.com&limit=1>; rel=\"next\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1.0",
        "limit=%2B1",
        "limit=4294967297",
        "limit=99999999999999999999",
        "offset=-1",
        "offset=x",
        "offset=2147483648",
        "after=",
        "after=b:b",
        "limit=1&limit=1",
        "page=1"
      })
  void badPagesAreRefused(String query) {
    assertThat(desk.get(UserDesk.LOCAL, "/users?" + query).status()).isEqualTo(400);
  }

  private void make(int count) {
    for (int i = 0; i < count; i++) {
      desk.known("u%04d".formatted(i), Role.USER);
    }
  }

  private static List<String> names(EndpointResponse response) {
    return UserDesk.body(response)
        .valueStream()
        .map(user -> user.path("username").asString())
        .toList();
  }
}
