package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal says, what it costs, and what it does not tell. */
class RefusalIT {
  private static final String ID = "X-Request-Id: ";
  private static final GateLab lab = GateLab.open();
  private static Login alice = new Login("", "");

  @BeforeAll
  static void fill() {
    lab.direct().pushImage("secret/app", "1");
    alice = lab.server.user("alice", "team:push");
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void trap92PagesOfOtherSitesChangeNothingInTheRegistryEither() {
    String uploads = "/v2/team/app/blobs/uploads/";
    lab.forget();
    RawResponse answer =
        lab.ask("POST", uploads, GateLab.basic(alice), "Origin: https://elsewhere.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(GateLab.code(answer)).isEqualTo("DENIED");
    assertThat(lab.asked()).isEmpty();
    assertThat(lab.ask("POST", uploads, GateLab.basic(alice), "Sec-Fetch-Site: none").status())
        .isEqualTo(202);
  }

  @Test
  void theRefusalIsWrittenForPeopleAndStopsDockersRetries() {
    RawResponse answer =
        lab.ask("GET", "/v2/secret/app/manifests/1", GateLab.basic(alice), ID + "request-7");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.text())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"alice may not pull \\\"secret/app\\\""
                + " (rights there: none). Ask platform@example.com. Request request-7.\","
                + "\"detail\":{\"requestId\":\"request-7\"}}]}");
    assertThat(answer.header("X-Request-Id")).contains("request-7");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /manifests/1",
    "HEAD,   /manifests/1",
    "GET,    /tags/list",
    "PUT,    /manifests/1",
    "DELETE, /manifests/1",
    "POST,   /blobs/uploads/",
  })
  void trap35NotThereAndNotYoursAreTheSameToTheByteAndCostTheSame(String method, String rest) {
    String[] headers = {GateLab.basic(alice), ID + "same"};
    String repository = "secret/" + method.toLowerCase(Locale.ROOT) + rest.length();
    lab.ask("GET", "/v2/", headers);
    lab.forget();
    double hashes = lab.metric("registrymanager_hashes_total");

    RawResponse notThere = lab.ask(method, "/v2/" + repository + rest, headers);
    lab.direct().pushImage(repository, "1");
    RawResponse there = lab.ask(method, "/v2/" + repository + rest, headers);

    assertThat(there.status()).isEqualTo(403);
    assertThat(withoutDate(notThere)).isEqualTo(withoutDate(there));
    assertThat(notThere.text()).isEqualTo(there.text());
    assertThat(lab.metric("registrymanager_hashes_total")).isEqualTo(hashes);
    assertThat(lab.asked()).isEmpty();
    assertThat(lab.upstream.connections()).isZero();
  }

  @Test
  void trap35AFirstLoginCostsOneHashWhateverItAsksFor() {
    Login first = lab.server.user("first", "team");
    Login second = lab.server.user("second", "team");

    double there = hashesOf(() -> status("/v2/secret/app/tags/list", first));
    double notThere = hashesOf(() -> status("/v2/nothing/here/tags/list", second));
    double unknown = hashesOf(() -> status("/v2/secret/app/tags/list", new Login("x", "y")));
    double wrong = hashesOf(() -> status("/v2/secret/app/tags/list", new Login("alice", "y")));

    assertThat(List.of(there, notThere, unknown, wrong)).containsOnly(1.0);
  }

  private static double hashesOf(Runnable ask) {
    double before = lab.metric("registrymanager_hashes_total");
    ask.run();
    return lab.metric("registrymanager_hashes_total") - before;
  }

  private static void status(String target, Login login) {
    assertThat(lab.ask("GET", target, GateLab.basic(login)).status()).isIn(401, 403);
  }

  @Test
  void trap86AnUnknownNameAndAWrongPasswordGetTheSameAnswer() {
    String target = "/v2/secret/app/tags/list";
    lab.server.user("gone", "team");
    lab.server.enable("gone", false);
    RawResponse wrong = lab.ask("GET", target, RawHttp.basic("alice", "no"), ID + "same");

    for (Login other : List.of(new Login("nobody", "no"), new Login("gone", "gone-password"))) {
      RawResponse answer = lab.ask("GET", target, GateLab.basic(other), ID + "same");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(withoutDate(answer)).isEqualTo(withoutDate(wrong));
      assertThat(answer.text()).isEqualTo(wrong.text());
    }
  }

  @Test
  void aRefusalOfWhatIsPartlyMineNamesTheRightsThereOnly() {
    RawResponse answer = lab.ask("DELETE", "/v2/team/app/manifests/1", GateLab.basic(alice));

    assertThat(answer.text())
        .contains("alice may not delete \\\"team/app\\\" (rights there: pull, push). Ask");
  }

  @Test
  void theLogSaysWhichRightWasMissing() {
    lab.ask("GET", "/v2/secret/log/manifests/1", GateLab.basic(alice), ID + "log-pull");
    lab.ask("POST", "/v2/secret/log/blobs/uploads/", GateLab.basic(alice), ID + "log-push");
    lab.ask("DELETE", "/v2/team/log/manifests/1", GateLab.basic(alice), ID + "log-delete");

    assertThat(logLine("log-pull")).contains("\"reason\":\"missing-right:pull\"");
    assertThat(logLine("log-push")).contains("\"reason\":\"missing-right:push\"");
    assertThat(logLine("log-delete"))
        .contains("\"reason\":\"missing-right:delete\"")
        .contains("\"user\":\"alice\"")
        .contains("\"repository\":\"team/log\"")
        .contains("\"status\":403");
  }

  private static String logLine(String id) {
    Await.until(
        Duration.ofSeconds(5), "the line is there", () -> lab.server.accessLog().contains(id));
    return lab.server
        .accessLog()
        .lines()
        .filter(line -> line.contains("\"" + id + "\""))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /v2/",
    "GET,     /v2",
    "GET,     /v2/?x",
    "GET,     /v2/_catalog",
    "GET,     /v2/Not/A/Name",
    "GET,     /v2/team/%2e%2e/secret",
    "PURGE,   /v2/team/app/tags/list",
    "OPTIONS, /v2/team/app/tags/list",
    "OPTIONS, /v2/",
    "PATCH,   /v2/team/app/blobs/uploads/x",
    "GET,     http://elsewhere.example/v2/",
    "GET,     http://elsewhere.example/v2/secret/app/tags/list",
  })
  void traps41To44EveryUnknownCallerGetsOneChallengeInTheRegistrysWay(
      String method, String target) {
    lab.forget();
    for (String[] headers : new String[][] {{}, {"Authorization: Basic Og=="}, {"X: y"}}) {
      RawResponse answer = lab.ask(method, target, headers);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers("WWW-Authenticate"))
          .containsExactly("Basic realm=\"registrymanager\", charset=\"UTF-8\"");
      assertThat(answer.headers("Docker-Distribution-Api-Version")).containsExactly("registry/2.0");
      assertThat(GateLab.code(answer)).isEqualTo("UNAUTHORIZED");
    }
    assertThat(lab.asked()).isEmpty();
  }

  @Test
  void trap39ADisabledUserIsRefusedWithTheNextRequestAlsoOnAnOpenConnection() throws IOException {
    Login brief = lab.server.user("brief", "team");
    try (RawHttp http = RawHttp.connect(lab.server.port())) {
      assertThat(http.request("GET", "/v2/", GateLab.basic(brief)).read().status()).isEqualTo(200);
      lab.server.enable("brief", false);
      assertThat(http.request("GET", "/v2/", GateLab.basic(brief)).read().status()).isEqualTo(401);
      lab.server.enable("brief", true);
      assertThat(http.request("GET", "/v2/", GateLab.basic(brief)).read().status()).isEqualTo(200);
      lab.server.delete("brief");
      assertThat(http.request("GET", "/v2/", GateLab.basic(brief)).read().status()).isEqualTo(401);
    }
  }

  /** The head but for what the clock says. */
  private static List<String> withoutDate(RawResponse answer) {
    return answer.head().fields().stream()
        .filter(field -> !field.name().equalsIgnoreCase("Date"))
        .map(field -> field.name() + ": " + field.value())
        .toList();
  }
}
