package io.registrymanager.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static Route route(String method, String path) {
    return new Route(
        method, path, new AccessRule.Administrator(), _ -> EndpointResponse.empty(204));
  }

  private final Route get = route("GET", "/user");
  private final Route post = route("POST", "/user");
  private final Route list = route("GET", "/users");
  private final RouteTable table = new RouteTable(List.of(get, post, list));

  @Test
  void aRouteIsFoundByMethodAndExactPath() {
    assertThat(table.find("GET", "/user")).hasValue(get);
    assertThat(table.find("POST", "/user")).hasValue(post);
    assertThat(table.find("DELETE", "/user")).isEmpty();
    for (String path :
        List.of("/user/", "/User", "/users/", "", "/", "//user", "/user?x", "/use")) {
      assertThat(table.hasPath(path)).as(path).isFalse();
      assertThat(table.find("GET", path)).as(path).isEmpty();
    }
  }

  @Test
  void headIsAnsweredByGet() {
    assertThat(table.find("HEAD", "/users")).hasValue(list);
    assertThat(new RouteTable(List.of(post)).find("HEAD", "/user")).isEmpty();
  }

  @Test
  void trap18TheMethodsOfAPathAreListed() {
    assertThat(table.allowed("/user")).containsExactly("GET", "POST", "HEAD");
    assertThat(table.allowed("/users")).containsExactly("GET", "HEAD");
    assertThat(table.allowed("/other")).isEmpty();
  }

  @Test
  void twoRoutesForTheSameAreAMistakeOfTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteTable(List.of(get, route("GET", "/user"))))
        .withMessage("two routes for GET /user");
  }

  @Test
  void aRouteCannotBeMadeWithoutARule() {
    assertThat(Route.class.getConstructors()).hasSize(1);
    assertThat(Arrays.asList(Route.class.getConstructors()[0].getParameterTypes()))
        .contains(AccessRule.class);
    assertThat(table.routes()).containsExactly(get, post, list);
  }
}
