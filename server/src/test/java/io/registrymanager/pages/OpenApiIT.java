package io.registrymanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.endpoint.AccessRule.Anyone;
import io.registrymanager.pages.OpenApiDocument.Access;
import io.registrymanager.pages.OpenApiDocument.Answer;
import io.registrymanager.pages.OpenApiDocument.Operation;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.HttpFields;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.ScriptedDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document and the server say the same, both ways. */
class OpenApiIT {
  private static final String ADMIN =
      basic(TestingServer.ADMINISTRATOR.user(), TestingServer.ADMINISTRATOR.password());
  private static final String SECRET = "Authorization: Bearer the-registrys-secret";
  private static final String PLAIN = basic("plain", "plain-password");
  private static final Pattern TAKES = Pattern.compile("which takes ([a-z_, ]+)\"");

  /** What every answer may have, and what each body has. */
  private static final Set<String> COMMON =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "date",
          "x-content-type-options",
          "x-request-id");

  /** What cannot be brought about from outside: a failing store, and a mistake of ours. */
  private static final Set<Integer> FAULTS = Set.of(500, 503);

  private static final ScriptedDirectory directory = new ScriptedDirectory();
  private static final List<Operation> documented = OpenApiDocument.shipped().operations();
  private static TestingServer server;

  @BeforeAll
  static void start() {
    Fixtures.registry().client().pushImage("described/one", "1");
    Fixtures.registry().client().pushImage("described/two", "1");
    server =
        TestingServer.before(
            Fixtures.registry().uri(),
            directory,
            Map.of(
                "trusted-proxies", "127.0.0.0/8",
                "listen.endpoint-body", "1KiB",
                "authentication.first-wait", "60s",
                "catalog.crawl-interval", "1h",
                "catalog.notification-secret", "the-registrys-secret"));
    server.user("plain", "team");
    server.user("other", "team");
    directory.person("dora", "dora-password", "lib:pull");
    directory.person("dirk", "dirk-password");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theRoutesAreTheDocumentedOnes() {
    assertThat(
            server.routes().stream()
                .map(route -> route.method() + " " + folded(route.path()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(documented.stream().map(Operation::id).toList());
    assertThat(
            server.routes().stream()
                .filter(route -> route.path().startsWith("/errors/"))
                .map(route -> route.path().substring("/errors/".length())))
        .containsExactlyInAnyOrderElementsOf(OpenApiDocument.shipped().values("ErrorName"));
  }

  /** Decision 11 says why these need no credentials; nothing else may join them unseen. */
  @Test
  void theRoutesForAnyoneAreTheseAlone() {
    List<String> open =
        List.of(
            "GET /", "GET /openapi.yaml", "GET /errors", "GET /errors/{name}", "GET /health/live");

    assertThat(
            server.routes().stream()
                .filter(route -> route.rule() instanceof Anyone)
                .map(route -> route.method() + " " + folded(route.path()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(open);
    assertThat(
            documented.stream()
                .filter(operation -> operation.access() == Access.ANYONE)
                .map(Operation::id))
        .containsExactlyInAnyOrderElementsOf(open);
  }

  @Test
  void pagesAreReadAndNothingElse() throws IOException {
    for (String path : List.of("/", "/openapi.yaml", "/errors", "/errors/forbidden")) {
      try (RawHttp http = RawHttp.connect(server.port())) {
        RawResponse head = http.request("HEAD", path).readWithoutBody();
        RawResponse get = http.request("GET", path).read();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).hasValue(Integer.toString(get.bytes().length));
      }
      assertThat(ask("POST " + path).status()).isEqualTo(401);
      RawResponse other = ask("POST " + path, ADMIN);
      assertThat(other.status()).isEqualTo(405);
      assertThat(other.header("Allow")).hasValue("GET, HEAD");
      assertThat(ask("OPTIONS " + path, ADMIN).status()).isEqualTo(204);
    }
    assertThat(ask("GET /errors/nothing").status()).isEqualTo(401);
    assertThat(ask("GET /errors/nothing", ADMIN).status()).isEqualTo(404);
  }

  @Test
  void theParametersAreTheDocumentedOnes() throws IOException {
    for (Operation operation : documented) {
      if (operation.access() == Access.USERS) {
        RawResponse answer = ask(operation.id() + "?nosuch=1", ADMIN, "If-Match: nonsense");
        Matcher takes = TAKES.matcher(answer.text());
        assertThat(takes.find()).as("%s: %s", operation.id(), answer.text()).isTrue();
        List<String> taken = List.of(takes.group(1).split(", "));
        assertThat(taken.equals(List.of("none")) ? List.of() : taken)
            .as(operation.id())
            .containsExactlyInAnyOrderElementsOf(operation.parameters());
        assertThat(answer.text().contains("\"field\":\"If-Match\""))
            .as("%s reads If-Match", operation.id())
            .isEqualTo(operation.headers().contains("If-Match"));
      }
    }
  }

  @Test
  void theAnswersAreTheDocumentedOnes() throws IOException {
    Map<String, NavigableMap<Integer, Answer>> seen = new TreeMap<>();
    refuseEverywhere(seen);
    notifyInEveryWay(seen);
    for (String line : SCRIPT.strip().lines().toList()) {
      String[] parts = line.split(" \\| ", -1);
      if (line.startsWith("#down")) {
        directory.stop();
      } else if (line.startsWith("#up")) {
        directory.start();
      } else {
        note(seen, parts[0], ask(parts[0], headers(parts[1])));
      }
    }

    for (Operation operation : documented) {
      NavigableMap<Integer, Answer> expected = new TreeMap<>(operation.answers());
      assertThat(expected.keySet().containsAll(FAULTS))
          .isEqualTo(operation.access() != Access.ANYONE);
      FAULTS.forEach(expected::remove);
      assertThat(seen.get(operation.id())).as(operation.id()).isEqualTo(expected);
    }
  }

  /** Every way to each documented answer that is not the same for all. */
  private static final String SCRIPT =
      """
      GET / | -
      GET /openapi.yaml | -
      GET /errors | -
      GET /errors/DENIED | -
      GET /health/live | -
      GET /user | plain
      GET /user?username=other | plain
      GET /user?username=nobody | admin
      POST /user?username=carol&password=carol-password | admin
      POST /user?username=carol&password=carol-password | admin
      POST /user?username=dora&ad=true&password=x | admin
      PATCH /user?username=carol&admin=true | admin
      PATCH /user?username=dora&ad=true&password=x | admin
      PATCH /user?username=nobody | admin
      PATCH /user?username=admin&admin=false | admin
      PATCH /user?username=carol | admin, If-Match: "0.0"
      POST /user/password?username=carol&password=another-password | admin
      POST /user/password?username=carol&password=another-password | plain
      POST /user/password?username=nobody&password=another-password | admin
      POST /user/password?username=dora&password=another-password | admin
      POST /user/password?username=carol&password=another-password | admin, If-Match: "0.0"
      POST /user/namespaces?username=carol&namespaces=lib | admin
      POST /user/namespaces?username=nobody&namespaces=lib | admin
      POST /user/namespaces?username=carol&namespaces=lib | admin, If-Match: "0.0"
      #down
      GET /user?username=dora | admin
      #up
      DELETE /user?username=carol | admin, If-Match: "0.0"
      DELETE /user?username=carol | admin
      DELETE /user?username=carol | admin
      DELETE /user?username=admin | admin
      GET /users?limit=1 | admin
      GET /api/v1/audit?limit=1 | admin
      GET /api/v1/repositories?limit=1 | admin
      GET /api/v1/catalog | admin
      POST /api/v1/catalog/crawl | admin
      """;

  private static void refuseEverywhere(Map<String, NavigableMap<Integer, Answer>> seen)
      throws IOException {
    for (int i = 0; i < 5; i++) {
      ask("GET /user", basic("plain", "guess" + i), "X-Forwarded-For: 192.0.2.66");
    }
    for (Operation operation : documented) {
      String id = operation.id().replace("{name}", "DENIED");
      String caller = operation.access() == Access.WHOEVER_HAS_THE_SECRET ? SECRET : ADMIN;
      note(seen, id, askWith("x".repeat(2000), id, caller, "Content-Length: 2000"));
      if (operation.access() == Access.USERS) {
        note(seen, id, ask(id));
        note(seen, id, ask(id + "?nosuch=1", ADMIN));
        note(seen, id, ask(id, basic("plain", "new"), "X-Forwarded-For: 192.0.2.66"));
        if (!id.startsWith("GET")) {
          note(seen, id, askWith("x", id, ADMIN, "Content-Length: 1", "Content-Type: text/plain"));
        }
        if (!id.endsWith(" /user/password") && !id.equals("GET /user")) {
          note(seen, id, ask(id, PLAIN));
        }
      }
    }
  }

  private static void notifyInEveryWay(Map<String, NavigableMap<Integer, Answer>> seen)
      throws IOException {
    String id = "POST /api/v1/notifications";
    String json = "Content-Type: application/json";
    note(seen, id, ask(id));
    note(seen, id, ask(id, SECRET));
    note(seen, id, askWith("{}", id, SECRET, json, "Content-Length: 2"));
    note(seen, id, askWith("{\"events\":[]}", id, SECRET, json, "Content-Length: 13"));
  }

  private static void note(
      Map<String, NavigableMap<Integer, Answer>> seen, String asked, RawResponse answer) {
    String id = asked.replaceAll("\\?.*", "").replaceAll("/errors/.+", "/errors/{name}");
    SortedSet<String> headers =
        answer.head().fields().stream()
            .map(HttpFields.Field::name)
            .filter(name -> !COMMON.contains(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toCollection(TreeSet::new));
    String type = answer.header("Content-Type").orElse("").replaceAll(";.*", "");
    seen.computeIfAbsent(id, _ -> new TreeMap<>())
        .merge(
            answer.status(),
            new Answer(type, headers),
            (one, other) -> {
              assertThat(other.type()).as(asked).isEqualTo(one.type());
              headers.addAll(one.headers());
              return new Answer(type, headers);
            });
  }

  private static String[] headers(String text) {
    return Stream.of(text.split(", ", -1))
        .filter(header -> !header.equals("-"))
        .map(header -> header.equals("admin") ? ADMIN : header.equals("plain") ? PLAIN : header)
        .toArray(String[]::new);
  }

  private static RawResponse ask(String asked, String... headers) throws IOException {
    return askWith("", asked, headers);
  }

  private static RawResponse askWith(String body, String asked, String... headers)
      throws IOException {
    int space = asked.indexOf(' ');
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.request(asked.substring(0, space), asked.substring(space + 1), headers);
      return (body.isEmpty() ? http : http.send(body)).read();
    }
  }

  private static String basic(String user, String password) {
    return RawHttp.basic(user, password);
  }

  private static String folded(String path) {
    return path.startsWith("/errors/") ? "/errors/{name}" : path;
  }
}
