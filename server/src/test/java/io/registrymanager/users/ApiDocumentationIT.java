package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/api.md tells people to type works when typed. */
class ApiDocumentationIT {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^```sh\\n(.*?)^```$", Pattern.DOTALL);
  private static final Pattern ROUTE = Pattern.compile("\\$URL(/[a-z0-9/]*)");
  private static final Pattern TYPE = Pattern.compile("\\| (\\d+) \\| `/errors/");

  @Test
  void everyExampleRunsAndEveryEndpointHasOne() throws IOException {
    List<String> examples = EXAMPLE.matcher(page()).results().map(match -> match.group(1)).toList();
    try (TestingServer server =
        TestingServer.before(
            Fixtures.registry().uri(),
            Map.of("catalog.crawl-interval", "1h", "catalog.notification-secret", "a secret"))) {
      String admin =
          TestingServer.ADMINISTRATOR.user() + ":" + TestingServer.ADMINISTRATOR.password();
      Map<String, String> variables =
          Map.of("URL", server.uri().toString(), "ADMIN", admin, "SECRET", "a secret");
      for (String example : examples) {
        Command.of("bash", "-euc", example).withEnvironment(variables).run().orFail();
      }
    }
    assertThat(examples.stream().map(ApiDocumentationIT::route))
        .containsExactlyInAnyOrder(
            "POST /user",
            "GET /user",
            "PATCH /user",
            "DELETE /user",
            "GET /users",
            "POST /user/password",
            "POST /user/namespaces",
            "GET /api/v1/audit",
            "GET /api/v1/repositories",
            "GET /api/v1/catalog",
            "POST /api/v1/catalog/crawl",
            "POST /api/v1/notifications");
  }

  @Test
  void theErrorsAreInTheOrderOfTheirStatus() throws IOException {
    assertThat(TYPE.matcher(page()).results().map(match -> match.group(1)).toList())
        .hasSizeGreaterThan(10)
        .isSorted();
  }

  private static String page() throws IOException {
    return Files.readString(Checkout.projectFolder().resolve("docs/api.md"));
  }

  private static String route(String example) {
    String path =
        ROUTE.matcher(example).results().map((MatchResult m) -> m.group(1)).findFirst().orElse("");
    Pattern explicit = Pattern.compile("-X ([A-Z]+)");
    String usual = example.matches("(?s).* (-d|-F|--data-urlencode) .*") ? "POST" : "GET";
    return explicit.matcher(example).results().map(m -> m.group(1)).findFirst().orElse(usual)
        + " "
        + path;
  }
}
