package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that would like to be read as something else: a form, or the next request. */
@Tag("bodies")
class BodyTrapsIT {
  private static final String UPLOADS = "/v2/team/app/blobs/uploads/";
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  /** A request of the attacker's own, as it would stand in a body. */
  private static String hidden() {
    return RawHttp.lines("GET /v2/team/hidden/tags/list HTTP/1.1", "Host: x", attack.login(), "");
  }

  private static String multipart() {
    return RawHttp.lines(
        "--b",
        "Content-Disposition: form-data; name=\"mount\"",
        "",
        lab.secretBlob,
        "--b",
        "Content-Disposition: form-data; name=\"from\"",
        "",
        "secret/app",
        "--b",
        "Content-Disposition: form-data; name=\"file\"; filename=\"f\"",
        "",
        "content",
        "--b--");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded; charset=utf-8",
        "application/x-www-form-urlencoded;",
        "application/x-www-form-urlencoded, text/plain",
        "  application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded\t;x=y",
      })
  void trap21AFormBodyNeverMounts(String type) throws IOException {
    String body = "mount=" + lab.secretBlob + "&from=secret/app";
    for (String query : List.of("", "?mount=" + lab.secretBlob + "&from=team/lib", "?x=y")) {
      for (List<String> framing : framings(body)) {
        String answer =
            attack.raw(
                framing.getLast(),
                "POST " + UPLOADS + query + " HTTP/1.1",
                "Host: x",
                "LOGIN",
                "Content-Type: " + type,
                "Connection: close",
                framing.getFirst());
        assertThat(answer).startsWith("HTTP/1.1 415 ").contains("\"UNSUPPORTED\"");
        assertThat(lab.upstream.connections()).isZero();
      }
    }
  }

  /** A framing header, and the body in it. */
  private static List<List<String>> framings(String body) {
    return List.of(
        List.of("Content-Length: " + body.length(), body),
        List.of(
            "Transfer-Encoding: chunked",
            Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST,  /v2/team/app/blobs/uploads/",
    "PUT,   /v2/team/app/manifests/1",
    "PATCH, {session}",
    "PUT,   {session}&digest={secret}",
  })
  void traps21And110MultipartIsRefusedOnEveryRouteWithABody(String method, String template) {
    String target =
        template.replace("{session}", lab.session("team/app")).replace("{secret}", lab.secretBlob);
    for (String type : List.of("multipart/form-data; boundary=b", "Multipart/Mixed;boundary=b")) {
      for (List<String> framing : framings(multipart())) {
        String answer =
            attack.raw(
                framing.getLast(),
                method + " " + target + " HTTP/1.1",
                "Host: x",
                "LOGIN",
                "Content-Type: " + type,
                "Connection: close",
                framing.getFirst());
        assertThat(answer).startsWith("HTTP/1.1 415 ");
        assertThat(lab.upstream.connections()).isZero();
      }
    }
  }

  @Test
  void trap21TwoTypesAreRefusedWhicheverIsAForm() {
    for (String[] types :
        new String[][] {
          {"application/octet-stream", "application/x-www-form-urlencoded"},
          {"application/x-www-form-urlencoded", "application/octet-stream"}
        }) {
      String answer =
          attack.raw(
              "mount=1234567",
              "POST " + UPLOADS + " HTTP/1.1",
              "Host: x",
              "LOGIN",
              "Content-Type: " + types[0],
              "Content-Type: " + types[1],
              "Content-Length: 13",
              "Connection: close");
      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(lab.upstream.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "x-www-form-urlencoded",
        ",application/x-www-form-urlencoded",
        "\"application/x-www-form-urlencoded\"",
        "application/x-www-form-urlencoded2",
        "application / x-www-form-urlencoded",
        "",
      })
  void traps21And62WhateverTheTypeAnUploadIsAStreamOfBytesUpstream(String type) {
    String body = "mount=" + lab.secretBlob + "&from=secret/app";
    lab.forget();
    RawResponse answer =
        lab.ask(
            "POST",
            UPLOADS,
            body.getBytes(StandardCharsets.US_ASCII),
            attack.login(),
            "Content-Type: " + type);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(lab.upstream.requests())
        .singleElement()
        .satisfies(
            seen ->
                assertThat(seen.headers("Content-Type"))
                    .containsExactly("application/octet-stream"));
    assertThat(attack.mounted()).isFalse();
  }

  @Test
  void trap21AnEmptyFormIsNoForm() {
    RawResponse answer =
        attack.printedAs(
            "POST " + UPLOADS,
            "POST",
            UPLOADS,
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 0");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(lab.upstream.requests().getFirst().headers("Content-Length")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE"})
  void aBodyWhereNoneBelongsIsRefusedAndNeverTakenForARequest(String method) {
    String answer =
        attack.raw(
            hidden(),
            method + " /v2/team/app/manifests/1 HTTP/1.1",
            "Host: x",
            "LOGIN",
            "Connection: close",
            "Content-Length: " + hidden().length());

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    assertThat(lab.upstream.connections()).isZero();
  }

  @Test
  void trap64ARefusedPushIsNeverInvitedToContinue() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.request(
          "PUT",
          "/v2/secret/app/manifests/1",
          attack.login(),
          "Expect: 100-continue",
          "Content-Length: 20");
      RawResponse answer = http.read();

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.headers("Connection")).containsExactly("close");
      http.send(hidden());
      assertThat(http.readToEnd()).isEmpty();
    }
    assertThat(lab.asked()).isEmpty();
  }

  @Test
  void trap64AnAllowedPushIsInvitedOnceAndTheRegistryDoesNotHearOfIt() throws IOException {
    String session = lab.session("team/app");
    try (RawHttp http = attack.connect()) {
      http.request("PATCH", session, attack.login(), "expect: 100-Continue", "Content-Length: 5");
      assertThat(http.read().status()).isEqualTo(100);
      http.send("hello");
      assertThat(http.read().status()).isEqualTo(202);
      assertThat(http.request("GET", "/v2/", attack.login()).read().status()).isEqualTo(200);
    }
    assertThat(lab.upstream.requests().getFirst().headers("Expect")).isEmpty();
  }

  @Test
  void trap64Http10KnowsNoInterimAnswer() {
    String session = lab.session("team/app");
    String answer =
        attack.raw(
            "hello",
            "PATCH " + session + " HTTP/1.0",
            "Host: x",
            "LOGIN",
            "Expect: 100-continue",
            "Content-Length: 5");

    assertThat(answer).startsWith("HTTP/1.1 202 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "chunked", "long"})
  void trap65TheBodyOfARefusedPushIsNeverTakenForARequest(String kind) throws IOException {
    String body = kind.equals("long") ? hidden() + "x".repeat(100_000) : hidden();
    List<String> framing = framings(body).get(kind.equals("chunked") ? 1 : 0);
    String answer =
        attack.raw(
            framing.getLast()
                + RawHttp.lines("GET /v2/ HTTP/1.1", "Host: x", attack.login(), "Connection: close")
                + "\r\n",
            "PUT /v2/secret/app/manifests/1 HTTP/1.1",
            "Host: x",
            "LOGIN",
            framing.getFirst());

    assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("hidden");
    // A short body is read to its end and the connection goes on; any other one ends it.
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(kind.equals("length") ? 3 : 2);
    assertThat(lab.asked()).isEmpty();
  }

  @Test
  void trap67ATrailerNeverReachesTheRegistry() {
    String session = lab.session("team/app");
    String answer =
        attack.raw(
            "5;name=\"value\"\r\nhello\r\n0\r\nAuthorization: Basic eDp5\r\nX-Trailer: secret\r\n\r\n",
            "PATCH " + session + " HTTP/1.1",
            "Host: x",
            "LOGIN",
            "Connection: close",
            "Trailer: Authorization",
            "Transfer-Encoding: chunked");

    assertThat(answer).startsWith("HTTP/1.1 202 ").contains("0-4");
    RecordedRequest seen = lab.upstream.requests().getFirst();
    assertThat(seen.headers("Authorization")).isEmpty();
    assertThat(seen.headers("Trailer")).isEmpty();
    assertThat(lab.registry.log()).doesNotContain("X-Trailer");
  }
}
