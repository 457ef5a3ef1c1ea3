package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A password in a query string works, and is found nowhere afterwards (trap 91). */
@Timeout(120)
class QuerySecretsIT {
  private static final Login ADMIN = LaunchedProgram.ADMINISTRATOR;
  private static final String FIRST = "gentle-walrus-91";
  private static final String SECOND = "sudden-heron-47";
  private static final String REFUSED = "rusty-otter-33";

  @TempDir private Path folder;

  @Test
  void aPasswordInAQueryIsTakenAndKeptOutOfEverything() throws IOException {
    List<String> seen = new ArrayList<>();
    try (LaunchedProgram program =
        LaunchedProgram.on(folder.resolve("data"), folder.resolve("output"))) {
      int port = program.port();
      assertThat(ask(port, "POST", "/user?username=alice&password=" + FIRST, ADMIN, seen))
          .isEqualTo(201);
      Login alice = new Login("alice", FIRST);
      assertThat(ask(port, "POST", "/user/password?password=" + SECOND, alice, seen))
          .isEqualTo(204);
      Login changed = new Login("alice", SECOND);
      assertThat(ask(port, "PATCH", "/user?username=alice&password=" + FIRST, ADMIN, seen))
          .isEqualTo(200);
      assertThat(ask(port, "GET", "/user", alice, seen)).isEqualTo(200);
      whatIsRefused(port, alice, changed, seen);
      waitForTheAudit(port, seen);
      seen.add(RawHttp.get(program.managementPort(), "/metrics").text());
      program.stop();
      seen.add(program.output());
    }
    assertThat(seen.getLast()).contains("/user/password", "\"route\"");
    assertThat(seen).allSatisfy(QuerySecretsIT::isClean);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        isClean(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Every way in which such a request can fail. */
  private static void whatIsRefused(int port, Login alice, Login wrong, List<String> seen)
      throws IOException {
    String password = "password=" + REFUSED;
    assertThat(ask(port, "POST", "/user?username=alice&" + password, ADMIN, seen)).isEqualTo(409);
    assertThat(ask(port, "POST", "/user?username=&" + password, ADMIN, seen)).isEqualTo(400);
    assertThat(ask(port, "POST", "/user?" + password + "&" + password, ADMIN, seen)).isEqualTo(400);
    assertThat(ask(port, "POST", "/user?username=bob&password=%00" + REFUSED, ADMIN, seen))
        .isEqualTo(400);
    assertThat(ask(port, "POST", "/user?username=bob&password=%zz" + REFUSED, ADMIN, seen))
        .isEqualTo(400);
    assertThat(ask(port, "POST", "/user?username=bob&admin=" + REFUSED, ADMIN, seen))
        .isEqualTo(400);
    assertThat(ask(port, "POST", "/user?username=bob&" + password, alice, seen)).isEqualTo(403);
    assertThat(ask(port, "POST", "/user?username=bob&" + password, wrong, seen)).isEqualTo(401);
    assertThat(ask(port, "PUT", "/user?" + password, ADMIN, seen)).isEqualTo(405);
    assertThat(ask(port, "POST", "/nowhere?" + password, ADMIN, seen)).isEqualTo(404);
    assertThat(ask(port, "GET", "/v2/team/app/tags/list?" + password, ADMIN, seen)).isEqualTo(503);
    try (RawHttp http = RawHttp.connect(port)) {
      http.send(
          "POST /user?" + password + " HTTP/1.1\r\nHost: x\r\n folded: " + REFUSED + "\r\n\r\n");
      seen.add(http.readToEnd());
    }
  }

  private static void waitForTheAudit(int port, List<String> seen) {
    Await.until(
        Duration.ofSeconds(30),
        "the audit had the denial",
        () -> {
          try {
            ask(port, "GET", "/api/v1/audit?limit=500", ADMIN, seen);
            return seen.getLast().contains("access-denied")
                && seen.getLast().contains("login-refused");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static int ask(int port, String method, String target, Login login, List<String> seen)
      throws IOException {
    try (RawHttp http = RawHttp.connect(port)) {
      String basic = RawHttp.basic(login.user(), login.password());
      RawResponse answer = http.request(method, target, basic).read();
      seen.add(answer.head() + answer.text());
      return answer.status();
    }
  }

  private static void isClean(String text) {
    assertThat(text).doesNotContain(FIRST, SECOND, REFUSED, ADMIN.password());
  }
}
