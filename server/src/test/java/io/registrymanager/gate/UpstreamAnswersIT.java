package io.registrymanager.gate;

import static io.registrymanager.testkit.FaultyUpstream.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Held;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a registry can give and that must not reach the client as they are. */
@ExtendWith(NoLeaks.class)
class UpstreamAnswersIT {
  private static final String BLOB = "/v2/team/app/blobs/sha256:" + "a".repeat(64);
  private static final String UPLOADS = "/v2/team/app/blobs/uploads/";
  private static final FaultyUpstream registry =
      FaultyUpstream.playing(answers(head("200 OK") + "\r\n"));
  private static final TestingServer server = TestingServer.before(registry.uri());
  private static final Held atFirst = Held.atRest();
  private static String login = "";

  @BeforeAll
  static void enrol() {
    login = GateLab.basic(server.user("alice", "team"));
  }

  @AfterAll
  static void close() {
    registry.resetConnections(); // those that are kept for the next request
    atFirst.awaitAgain();
    server.close();
    registry.close();
  }

  private static String head(String status, String... headers) {
    String more = headers.length == 0 ? "" : RawHttp.lines(headers);
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + more;
  }

  /** What the client gets when the registry answers so. */
  private static RawResponse answer(String method, String target, String fromRegistry) {
    registry.play(answers(fromRegistry));
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.request(method, target, login);
      return method.equals("HEAD") ? http.readWithoutBody() : http.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawResponse located(String method, String target, String status, String location) {
    return answer(method, target, head(status, "Location: " + location) + "\r\n");
  }

  private static void isGarbled(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.headers("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://blobs.example/bucket/x?signature=a%2Fb&x=1",
        "https://blobs.example:8443/x",
        "HTTPS://blobs.example/x",
      })
  void traps04And37ABlobKeptElsewhereIsTheClientsToFetch(String location) {
    for (String method : new String[] {"GET", "HEAD"}) {
      RawResponse answer = located(method, BLOB, "307 Temporary Redirect", location);

      assertThat(answer.status()).isEqualTo(307);
      assertThat(answer.headers("Location")).containsExactly(location);
      assertThat(answer.headers("Authorization")).isEmpty();
      assertThat(answer.headers("WWW-Authenticate")).isEmpty();
    }
  }

  @Test
  void trap08ARedirectIsNeverFollowed() {
    try (FaultyUpstream elsewhere = FaultyUpstream.playing(FaultyUpstream.closes())) {
      String location = elsewhere.uri() + "/x";
      int before = registry.requests().size();

      assertThat(located("GET", BLOB, "301 Moved Permanently", location).status()).isEqualTo(301);
      isGarbled(located("GET", BLOB, "301 Moved Permanently", BLOB.replace("/team/", "/secret/")));
      isGarbled(located("GET", UPLOADS + "x", "301 Moved Permanently", location));
      isGarbled(located("GET", "/v2/team/app/manifests/1", "307 Temporary Redirect", location));
      isGarbled(located("POST", UPLOADS, "307 Temporary Redirect", location));

      assertThat(registry.requests()).hasSize(before + 5);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "javascript://x/%0aalert(1)",
        "data:text/html,x",
        "ftp://x/y",
        "//blobs.example/x",
        "file:///etc/passwd",
        "http:blobs.example",
      })
  void trap111OnlyWebAddressesPass(String location) {
    isGarbled(located("GET", BLOB, "307 Temporary Redirect", location));
    isGarbled(located("POST", UPLOADS, "202 Accepted", location));
  }

  @ParameterizedTest
  @CsvSource({
    "http://foreign.example/v2/team/app/blobs/uploads/u1?_state=a%2Bb-_%3D, 202",
    "https://foreign.example:99/v2/team/app/blobs/uploads/u1?_state=a%2Bb-_%3D, 202",
    "HTTP://user:pw@foreign.example/v2/team/app/blobs/uploads/u1?_state=a%2Bb-_%3D, 202",
    "/v2/team/app/blobs/uploads/u1?_state=a%2Bb-_%3D, 202",
    "http://foreign.example/v2/secret/app/blobs/uploads/u1?_state=x, 502",
    "/v2/team/app/../../secret/blobs/uploads/u1, 502",
    "/v2/team/app/blobs/uploads/u1?_state=x;y, 502",
    "/elsewhere, 502",
    "http://foreign.example, 502",
  })
  void traps01To03AnUploadsAddressIsOursWhateverHostStandsInIt(String location, int status) {
    RawResponse answer = located("POST", UPLOADS, "202 Accepted", location);

    assertThat(answer.status()).isEqualTo(status);
    if (status == 202) {
      assertThat(answer.headers("Location"))
          .containsExactly("/v2/team/app/blobs/uploads/u1?_state=a%2Bb-_%3D");
    } else {
      assertThat(answer.headers("Location")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "</v2/team/app/tags/list?last=b&n=2>; rel=\"next\" ! </v2/team/app/tags/list?n=2&last=b>; rel=\"next\"",
        "<http://registry:5000/v2/team/app/tags/list?n=2&last=b>; rel=\"next\" ! </v2/team/app/tags/list?n=2&last=b>; rel=\"next\"",
        "</v2/team/app/tags/list?n=2&last=%C3%A9%26x>; rel=\"next\" ! </v2/team/app/tags/list?n=2&last=%C3%A9%26x>; rel=\"next\"",
        "</v2/team/app/tags/list?n=1>; rel=next ! </v2/team/app/tags/list?n=1>; rel=\"next\"",
        "</v2/team/app/tags/list?n=1>; rel=\"first\", </v2/team/app/tags/list?n=2>; rel=\"next\" ! </v2/team/app/tags/list?n=2>; rel=\"next\"",
        "</v2/secret/app/tags/list?n=2&last=b>; rel=\"next\" ! ''",
        "</v2/secret/app/tags/list?n=2>; rel=\"first\", </v2/team/app/tags/list?n=2>; rel=\"next\" ! </v2/team/app/tags/list?n=2>; rel=\"next\"",
        "<http://evil/x>; rel=\"next\" ! ''",
        "<javascript:alert(1)>; rel=\"next\" ! ''",
        "</v2/team/app/tags/list?n=2> ! ''",
        "nonsense ! ''",
      })
  void trap07TheNextPageIsIssuedAnewAndOnlyOfTheSameRepository(String link, String expected) {
    RawResponse answer =
        answer("GET", "/v2/team/app/tags/list", head("200 OK", "Link: " + link) + "\r\n");

    assertThat(answer.status()).isEqualTo(200);
    if (expected.isEmpty()) {
      assertThat(answer.headers("Link")).isEmpty();
    } else {
      assertThat(answer.headers("Link")).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized, 502",
    "403 Forbidden, 502",
    "407 Proxy Authentication Required, 502",
    "500 Internal Server Error, 502",
    "502 Bad Gateway, 502",
    "503 Service Unavailable, 503",
    "504 Gateway Timeout, 504",
    "599 Whatever, 502",
  })
  void traps55And109TheRegistrysOwnTroubleStaysInside(String fromRegistry, int status) {
    String body =
        "{\"errors\":[{\"detail\":{\"DriverName\":\"filesystem\",\"Path\":\"/var/lib\"}}]}";
    for (String target : new String[] {"/v2/team/app/manifests/1", BLOB}) {
      RawResponse answer =
          answer(
              "GET",
              target,
              "HTTP/1.1 %s\r\nContent-Length: %d\r\nWWW-Authenticate: Basic realm=\"inside\"\r\nProxy-Authenticate: Basic realm=\"inside\"\r\n\r\n%s"
                  .formatted(fromRegistry, body.length(), body));

      assertThat(answer.status()).isEqualTo(status);
      assertThat(GateLab.code(answer)).isEqualTo("UNAVAILABLE");
      assertThat(answer.toString()).doesNotContain("inside", "DriverName", "/var/lib");
      assertThat(answer.headers("WWW-Authenticate")).isEmpty();
    }
  }

  @Test
  void trap67WhatTheRegistrySaysOfItselfIsStripped() {
    RawResponse answer =
        answer(
            "GET",
            BLOB,
            head(
                    "200 OK",
                    "Server: inside/1",
                    "Set-Cookie: inside=1",
                    "Via: 1.1 inside",
                    "X-Powered-By: inside",
                    "X-Amz-Request-Id: inside",
                    "Alt-Svc: h2=\"inside:443\"",
                    "Access-Control-Allow-Origin: *",
                    "Refresh: 0;url=http://inside",
                    "Content-Location: http://inside/x",
                    "Connection: X-Inside",
                    "X-Inside: 1",
                    "Upgrade: inside",
                    "Warning: 299 - \"kept\"",
                    "OCI-Subject: sha256:kept",
                    "Docker-Content-Digest: sha256:kept")
                + "\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.toString()).doesNotContainIgnoringCase("inside");
    assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers("Warning")).hasSize(1);
    assertThat(answer.headers("OCI-Subject")).hasSize(1);
    assertThat(answer.headers("Docker-Content-Digest")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "max-age=31536000 ! private, max-age=31536000",
        "public, max-age=31536000 ! private, max-age=31536000",
        "Public,max-age=60, s-maxage=9 ! private, max-age=60",
        "private, max-age=60 ! private, max-age=60",
        "no-store ! private, no-store",
        "max-age=1, x-private ! private, max-age=1, x-private",
      })
  void trap36NoSharedCacheMayKeepABlob(String fromRegistry, String expected) {
    RawResponse answer =
        answer("GET", BLOB, head("200 OK", "Cache-Control: " + fromRegistry) + "\r\n");

    assertThat(answer.headers("Cache-Control")).containsExactly(expected);
    assertThat(answer.header("Vary").orElse("")).isEqualToIgnoringCase("Authorization");
  }

  @Test
  void whatTheRegistryVariesByIsKept() {
    RawResponse answer = answer("GET", BLOB, head("200 OK", "Vary: Accept") + "\r\n");

    assertThat(answer.headers("Vary")).containsExactly("authorization", "Accept");
  }

  @Test
  void trap112AnAnswerThatEndsTooEarlyEndsTheConnectionAtOnce() throws IOException {
    registry.play(
        FaultyUpstream.sends(
            "HTTP/1.1 416 Requested Range Not Satisfiable\r\nContent-Length: 5000\r\n\r\nshort"));
    try (RawHttp http = RawHttp.connect(server.port())) {
      RawResponse answer = http.request("GET", BLOB, login, "Range: bytes=9-").read();

      assertThat(answer.status()).isEqualTo(416);
      assertThat(answer.end()).isEqualTo(RawResponse.End.CUT_OFF);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 abc OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
      })
  void anAnswerThatIsNotReadableIsNotPassedOn(String bytes) throws IOException {
    registry.play(FaultyUpstream.sends(bytes));
    try (RawHttp http = RawHttp.connect(server.port())) {
      RawResponse answer = http.request("GET", BLOB, login).read();

      assertThat(answer.status()).isEqualTo(502);
      assertThat(GateLab.code(answer)).isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void bytesBehindAnAnswerAreNobodysAnswer() throws IOException {
    registry.play(
        answers(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"));
    try (RawHttp http = RawHttp.connect(server.port())) {
      assertThat(http.request("GET", BLOB, login).read().text()).isEqualTo("ok");
      registry.play(answers("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmine"));
      for (int i = 0; i < 5; i++) {
        assertThat(http.request("GET", BLOB, login).read().text()).isEqualTo("mine");
      }
    }
  }
}
