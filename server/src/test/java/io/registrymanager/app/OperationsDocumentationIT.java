package io.registrymanager.app;

import static io.registrymanager.app.OperationsDocumentationTest.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Json;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import io.registrymanager.testkit.TestAuthority;
import io.registrymanager.testkit.TestAuthority.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page for operators says of metrics, log and alerts is what the program shows. */
@Timeout(120)
class OperationsDocumentationIT {
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (.*)$");

  @TempDir private Path folder;

  @Test
  void everyMetricIsInTheTableAndNoOther() throws IOException {
    TestAuthority authority = TestAuthority.in(folder);
    ServerCertificate certificate = authority.issue("server", List.of("IP:127.0.0.1"));
    Path shelf = Files.createDirectory(folder.resolve("shelf"));
    Files.copy(certificate.certificate(), shelf.resolve("server.crt"));
    Files.copy(certificate.key(), shelf.resolve("server.key"));
    Map<String, String> everything =
        Map.of(
            "tls.folder",
            shelf.toString(),
            "directory.servers",
            "ldaps://127.0.0.1:1",
            "directory.bind-dn",
            "cn=reader,dc=example,dc=com",
            "directory.bind-password",
            "not asked");
    try (TestingServer server = TestingServer.before(Fixtures.registry().uri(), everything);
        RegistryClient nobody =
            RegistryClient.trusting(authority.certificate(), server.uri(), Optional.empty())) {
      assertThat(nobody.get("/v2/").statusCode()).isEqualTo(401); // some appear with the first one
      String text = RawHttp.get(server.management().getPort(), "/metrics").text();
      Map<String, String> types = new LinkedHashMap<>();
      TYPE.matcher(text).results().forEach(line -> types.put(line.group(1), line.group(2)));
      List<String> expected =
          HELP.matcher(text)
              .results()
              .map(
                  line ->
                      "| `%s` | %s | %s |"
                          .formatted(line.group(1), types.get(line.group(1)), line.group(2)))
              .sorted()
              .toList();
      assertThat(rows("## Metrics"))
          .as("the rows should be%n%s%n", String.join("\n", expected))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void everyFieldOfTheAccessLogIsInTheTableAndNoOther() throws IOException {
    try (TestingServer server = TestingServer.before(Fixtures.registry().uri())) {
      Login alice = server.user("alice", "fields");
      try (RegistryClient client = RegistryClient.of(server.uri(), alice)) {
        SmallImage image = client.pushImage("fields/app", "1");
        assertThat(client.has(image.manifestPath())).isTrue();
        assertThat(client.get("/v2/secret/app/tags/list").statusCode()).isEqualTo(403);
      }
      Await.until(
          Duration.ofSeconds(10), "the denial", () -> server.accessLog().contains("secret/app"));
      Set<String> fields = new TreeSet<>();
      server
          .accessLog()
          .lines()
          .forEach(
              line ->
                  Json.read(line.getBytes(StandardCharsets.UTF_8))
                      .propertyNames()
                      .forEach(fields::add));
      assertThat(rows("## The access log").stream().map(row -> row.split("`", 3)[1]))
          .containsExactlyInAnyOrderElementsOf(fields);
    }
  }

  @Test
  void promtoolTakesTheAlertsAndEachIsRaisedWhenItMust() throws IOException {
    Path rules = folder.resolve("alerts.yml");
    Path test = folder.resolve("alerts-test.yml");
    Files.copy(Path.of("../docs/alerts.yml"), rules);
    try (InputStream figures =
        OperationsDocumentationIT.class.getResourceAsStream("alerts-test.yml")) {
      Files.write(test, Optional.ofNullable(figures).orElseThrow().readAllBytes());
    }
    assertThat(promtool("check", "rules", rules.toString())).contains("8 rules found");
    promtool("test", "rules", test.toString());
    Files.writeString(
        rules, Files.readString(rules).replace("== 0", "== 2")); // so that it could fail
    assertThat(Command.of("promtool", "test", "rules", test.toString()).run().isSuccess())
        .isFalse();
  }

  private static String promtool(String... words) {
    return Command.of("promtool").with(words).run().orFail().text();
  }
}
