package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.RawResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that a route does not have, and targets that are not paths. */
class MethodAndTargetFormsIT {
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,     /v2/,                           'GET, HEAD'",
    "POST,    /v2/,                           'GET, HEAD'",
    "DELETE,  /v2,                            'GET, HEAD'",
    "POST,    /v2/_catalog,                   'GET, HEAD'",
    "PATCH,   /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "TRACE,   /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "CONNECT, /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "get,     /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "Delete,  /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "GETX,    /v2/team/app/manifests/1,       'GET, HEAD, PUT, DELETE'",
    "DELETE,  /v2/team/app/tags/list,         'GET, HEAD'",
    "GET,     /v2/team/app/blobs/uploads/,    POST",
    "PUT,     /v2/team/app/blobs/uploads,     POST",
    "POST,    /v2/team/app/blobs/uploads/x,   'GET, HEAD, PATCH, PUT, DELETE'",
    "GETX,    /v2/secret/app/manifests/1,     'GET, HEAD, PUT, DELETE'",
    "GETX,    /v2/secret/none/manifests/1,    'GET, HEAD, PUT, DELETE'",
  })
  void trap18OtherMethodsAreRefusedWithTheListOfThoseThereAre(
      String method, String target, String allowed) {
    RawResponse answer = attack.refused(method, target);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers("Allow")).containsExactly(allowed);
    assertThat(GateLab.code(answer)).isEqualTo("UNSUPPORTED");
  }

  @Test
  void trap18OptionsListsTheMethodsAndLooksAtNoRepository() {
    for (String repository : new String[] {"team/app", "secret/app", "secret/none"}) {
      RawResponse answer = attack.refused("OPTIONS", "/v2/" + repository + "/manifests/1");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers("Allow")).containsExactly("GET, HEAD, PUT, DELETE");
      assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"})
  void trap18NoHeaderChangesTheMethod(String header) {
    RawResponse answer =
        attack.printedAs(
            "GET /v2/team/app/tags/list",
            "GET",
            "/v2/team/app/tags/list?_method=DELETE",
            header + ": DELETE");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(lab.upstream.requests().getFirst().header(header)).isEmpty();
  }

  @Test
  void trap19TheAuthorityOfAnAbsoluteTargetIsIgnoredAndNeverConnectedTo() {
    try (FaultyUpstream elsewhere =
        FaultyUpstream.playing(FaultyUpstream.sends("HTTP/1.1 200 OK\r\n\r\n"))) {
      String origin = "http://127.0.0.1:" + elsewhere.port();
      RawResponse mine =
          attack.printedAs("GET /v2/team/app/tags/list", "GET", origin + "/v2/team/app/tags/list");
      assertThat(mine.status()).isEqualTo(200);
      assertThat(lab.upstream.requests().getFirst().headers("Host"))
          .containsExactly("127.0.0.1:" + lab.upstream.port());
      assertThat(mine.headers("Docker-Distribution-Api-Version")).hasSize(1);
      RawResponse other = attack.refused(origin + "/v2/secret/app/tags/list");
      assertThat(other.status()).isEqualTo(403);
      assertThat(other.headers("Docker-Distribution-Api-Version")).hasSize(1);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://x/v2/team/../secret/app/tags/list,       400",
    "http://team@x/v2/secret/app/tags/list,          403",
    "http://x#/v2/team/app/tags/list,                200",
    "HTTPS://x:99/v2/secret/app/tags/list,           403",
    "http:///v2/secret/app/tags/list,                403",
    "http://x/v2%2fsecret/app/tags/list,             404",
    "http:/v2/secret/app/tags/list,                  400",
    "ftp://x/v2/secret/app/tags/list,                400",
    "v2/secret/app/tags/list,                        400",
    "secret:443,                                     400",
    "?/v2/secret/app/tags/list,                      400",
    "*,                                              400",
    "//x/v2/secret/app/tags/list,                    404",
    "/V2/secret/app/tags/list,                       404",
    "/v2#/secret/app/tags/list,                      404",
    "/v2/secret/app/tags/list#,                      404",
  })
  void trap19OddTargetsHaveOneReading(String target, int status) {
    RawResponse answer =
        status == 200
            ? attack.printedAs("GET /v2/team/app/tags/list", "GET", target)
            : attack.refused(target);

    assertThat(answer.status()).isEqualTo(status);
  }

  /** The page there is for anyone, and nothing of a registry. */
  @ParameterizedTest
  @CsvSource({"http://x", "http://x?/v2/secret/app/tags/list"})
  void trap19AnAuthorityAloneIsTheRoot(String target) {
    RawResponse answer = attack.refused(target);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).hasValue("text/html; charset=utf-8");
  }

  @Test
  void trap19AnAsteriskIsForOptionsAlone() {
    assertThat(attack.refused("OPTIONS", "*").status()).isEqualTo(204);
    assertThat(attack.refused("DELETE", "*").status()).isEqualTo(400);
    assertThat(attack.refused("CONNECT", "secret:443").status()).isEqualTo(400);
    assertThat(lab.ask("OPTIONS", "*").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /v2/team/app/manifests/caf\u00e9", "GET /v2/t\u00e9am/tags/list"})
  void bytesBeyondAsciiInATargetAreNoRequest(String line) {
    assertThat(attack.raw("", line + " HTTP/1.1", "Host: x", "LOGIN")).startsWith("HTTP/1.1 400 ");
    assertThat(lab.asked()).isEmpty();
  }
}
