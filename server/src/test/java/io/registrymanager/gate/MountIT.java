package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mount takes a blob out of another repository: only from where the caller may pull. */
class MountIT {
  private static final GateLab lab = GateLab.open();
  private static String shared = "";

  @BeforeAll
  static void fill() {
    shared = lab.direct().pushBlob("team/lib", "shared".getBytes(StandardCharsets.UTF_8));
    lab.server.user("full", "team");
    lab.server.user("pusher", "team/app:push", "team/lib:pull");
    lab.server.user("narrow", "team/app");
    lab.server.user("reader", "team/app:pull", "secret", "team/lib");
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    // who,    from,       status
    "full,     team/lib,   201",
    "pusher,   team/lib,   201",
    "admin,    team/lib,   201",
    "admin,    secret/app, 201",
    "narrow,   team/lib,   202",
    "full,     secret/app, 202",
    "pusher,   secret/app, 202",
    "reader,   team/lib,   403",
    "reader,   secret/app, 403",
  })
  void trap23TheSourceDecidesOnlyWhetherTheMountGoesAlong(String who, String from, int status) {
    String blob = from.equals("secret/app") ? lab.secretBlob : shared;
    lab.forget();

    RawResponse answer =
        lab.ask(
            "POST",
            "/v2/team/app/blobs/uploads/?mount=" + blob + "&from=" + from,
            who.equals("admin") ? Asker.ADMINISTRATOR.headers()[0] : login(who));

    assertThat(answer.status()).isEqualTo(status);
    switch (status) {
      case 201 ->
          assertThat(lab.asked())
              .containsExactly("POST /v2/team/app/blobs/uploads/?mount=" + blob + "&from=" + from);
      case 202 -> assertThat(lab.asked()).containsExactly("POST /v2/team/app/blobs/uploads/");
      default -> assertThat(lab.asked()).isEmpty();
    }
    if (status == 201 && from.startsWith("secret")) {
      lab.direct().send("DELETE", "/v2/team/app/blobs/" + blob, new byte[0], "text/plain");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount={secret}",
        "from=secret/app",
        "mount={secret}&from=",
        "mount={secret}&from=Secret/app",
        "mount={secret}&from=team/lib/../../secret/app",
        "mount={secret}&from=team/lib&from=secret/app",
        "mount={secret}&from=secret/app&from=team/lib",
        "mount={secret}&from=team/lib;from=secret/app",
        "mount={secret}&from=team/lib%zz&from=secret/app",
        "mount={secret}&from=team/lib%26from=secret/app",
        "mount={secret}&from=team/lib%23&from=secret/app",
        "mount={secret}&%66rom=secret/app",
        "mount={secret}&from=secret%2Fapp",
        "mount={secret}&from=team%2flib&fr%6fm=secret/app",
        "mount={secret}&from=+secret/app",
        "mount={secret}&from=secret/app%0a",
        "mount={secret}&from=secret/app%00",
        "mount={secret}&FROM=team/lib&from=secret/app",
        "mount={secret}&mount={secret}&from=secret/app",
        "mount=sha256:abc&from=team/lib",
        "mount={secret}&from=secret/app&origin=team/lib&ns=docker.io",
        "from=secret/app&mount={secret}&_state=x",
      })
  void traps20To24WhateverIsAskedTheSecretBlobIsNotMounted(String query) {
    lab.forget();

    RawResponse answer =
        lab.ask(
            "POST",
            "/v2/team/app/blobs/uploads/?" + query.replace("{secret}", lab.secretBlob),
            login("full"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(lab.asked()).containsExactly("POST /v2/team/app/blobs/uploads/");
    notMounted();
  }

  @Test
  void anEncodedReadableSourceIsMountedAsSkopeoAsksForIt() {
    String target = "/v2/team/fresh/blobs/uploads/?mount=" + shared + "&from=";
    lab.forget();

    RawResponse answer = lab.ask("POST", target + "team%2Flib&origin=x&ns=y", login("full"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(lab.asked()).containsExactly("POST " + target + "team/lib");
  }

  private static void notMounted() {
    assertThat(lab.direct().has("/v2/team/app/blobs/" + lab.secretBlob)).isFalse();
  }

  private static String login(String name) {
    return RawHttp.basic(name, name + "-password");
  }
}
