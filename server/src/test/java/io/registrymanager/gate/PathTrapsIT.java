package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Targets that two readers could understand differently, over raw sockets, with a secret repository
 * beside. Each is refused before the registry hears of it, or goes there in our own words.
 */
class PathTrapsIT {
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String filled(String target) {
    return target.replace("{secret}", "blobs/" + lab.secretBlob);
  }

  private static void isInvalid(String target) {
    RawResponse answer = attack.refused(filled(target));
    assertThat(answer.status()).as(target).isEqualTo(400);
    assertThat(GateLab.code(answer)).isIn("NAME_INVALID", "TAG_INVALID", "DIGEST_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/../secret/app/{secret}",
        "/v2/team/%2e%2e/secret/app/{secret}",
        "/v2/team/.%2E/secret/app/{secret}",
        "/v2/team/./app/manifests/1",
        "/v2/team//app/manifests/1",
        "/v2//team/app/manifests/1",
        "/v2/team/app//{secret}",
        "/v2/team/app/manifests/..",
        "/v2/team/app/manifests/%2e%2e/%2e%2e/%2e%2e/secret/app/{secret}",
        "/v2/../v2/secret/app/{secret}",
        "/v2/./secret/app/{secret}",
        "/v2/team/app/..",
        "/v2/team\\..\\secret/app/{secret}",
        "/v2/team/app/manifests/1%20",
        "/v2/t%65am/app/manifests/1",
        "/v2/%74eam/app/manifests/1",
        "/v2/team/app/manifest%73/1",
        "/v2/team/app/manifests/%31",
        "/v2/team/app/manifests/1%00",
        "/v2/team%00/app/manifests/1",
        "/v2/team/app/manifests/%",
        "/v2/team/app/manifests/%3",
        "/v2/team/app/manifests/1%3",
      })
  void trap09WhatIsNotPlainIsRefusedNotResolved(String target) {
    isInvalid(target);
  }

  @Test
  void trap09AnEncodedColonOfADigestIsTaken() {
    String layer = lab.direct().pushImage("team/app", "1").layer();
    String printed = "GET /v2/team/app/blobs/" + layer;

    for (String colon : List.of("%3A", "%3a")) {
      String target = "/v2/team/app/blobs/" + layer.replace(":", colon);
      assertThat(attack.printedAs(printed, "GET", target).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/secret%2fapp/{secret}",
        "/v2/secret%2Fapp/{secret}",
        "/v2/team%2f..%2fsecret/app/{secret}",
        "/v2/team/..%2f..%2fv2%2fsecret/app/{secret}",
        "/v2/team/app%2fmanifests/1",
        "/v2/team/app/blobs%2f..%2f..%2f..%2fsecret%2fapp%2f{secret}",
        "/v2/team/app/tags%2flist",
        "/v2/team%5c..%5csecret/app/{secret}",
      })
  void trap10AnEncodedSlashNamesNoOtherRepository(String target) {
    isInvalid(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team;x=/../secret/app/{secret}",
        "/v2/team;/app/manifests/1",
        "/v2/secret/app;team/{secret}",
        "/v2/team/..;/secret/app/{secret}",
        "/v2/team/app/manifests/1;jsessionid=x",
        "/v2/team%3b/app/manifests/1",
        "/v2;/team/app/manifests/1",
      })
  void trap11PathParametersAreRefusedNotStripped(String target) {
    RawResponse answer = attack.refused(filled(target));
    // Before the version there is no registry API at all.
    assertThat(answer.status()).isEqualTo(target.startsWith("/v2;") ? 404 : 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/%252e%252e/secret/app/{secret}",
        "/v2/secret%252fapp/{secret}",
        "/v2/team/%c0%ae%c0%ae/secret/app/{secret}",
        "/v2/team/%e0%80%ae%e0%80%ae/secret/app/{secret}",
        "/v2/secret%c0%afapp/{secret}",
        "/v2/team/ap+p/manifests/1",
        "/v2/team/app/manifests/a+b",
        "/v2/team/%uff0e%uff0e/secret/app/{secret}",
        "/v2/team/app/manifests/%253a",
        "/v2/team/app/manifests/%ff",
        "/v2/te%e2%84%aam/app/manifests/1",
      })
  void trap12DoubledAndOverlongEncodingsAreRefused(String target) {
    isInvalid(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/app%0a/manifests/1",
        "/v2/team/app/manifests/1%0a",
        "/v2/team/app/manifests/1%0d%0a",
        "/v2/team%0a/app/tags/list",
        "/v2/team/app/{secret}%0a",
      })
  void trap13ATrailingNewlineIsNotOverlooked(String target) {
    isInvalid(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/Team/app/manifests/1",
        "/v2/TEAM/app/manifests/1",
        "/v2/team/App/manifests/1",
        "/v2/host:5000/team/app/manifests/1",
        "/v2/127.0.0.1:5000/app/manifests/1",
        "/v2/team/app-/manifests/1",
        "/v2/-team/app/manifests/1",
        "/v2/team/a..b/manifests/1",
        "/v2/team/a___b/manifests/1",
        "/v2/team~/app/manifests/1",
        "/v2/team*/app/manifests/1",
      })
  void trap14NamesOutsideTheSpecificationAreNoRepositories(String target) {
    isInvalid(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"team-a/app", "team2", "tea/app", "teamapp", "team.x/app", "team_x/app"})
  void trap15LookalikesAreNotMine(String repository) {
    lab.direct().pushImage(repository, "1");

    RawResponse answer = attack.refused("/v2/" + repository + "/manifests/1");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("rights there: none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "team/app", "team/a/b/c/d"})
  void trap15TheBareNamespaceAndAllBelowAreMine(String repository) {
    String target = "/v2/" + repository + "/manifests/none";

    assertThat(attack.printedAs("GET " + target, "GET", target).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/secret/team/manifests/1",
    "GET, /v2/secret/manifests/team/manifests/1",
    "GET, /v2/secret/blobs/uploads/manifests/1",
    "PUT, /v2/secret/blobs/uploads/manifests/1",
    "GET, /v2/secret/tags/list/tags/list",
    "POST, /v2/secret/blobs/uploads/blobs/uploads/",
    "GET, /v2/secret/manifests/team/blobs/uploads/x",
    "GET, /v2/tags/list/tags/list",
  })
  void trap16KeywordsBelongToTheNameOnItsLeft(String method, String target) {
    assertThat(attack.refused(method, target).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/team/blobs/uploads/manifests/1,    team/blobs/uploads",
    "/v2/team/manifests/secret/manifests/1, team/manifests/secret",
    "/v2/team/tags/manifests/1,             team/tags",
    "/v2/team/tags/list/manifests/1,        team/tags/list",
    "/v2/team/blobs/manifests/1,            team/blobs",
    "/v2/team/uploads/manifests/1,          team/uploads",
  })
  void trap16TheRegistryReadsTheSameRepositoryAsWe(String target, String repository) {
    String digest = lab.direct().pushImage(repository, "1").manifest();

    RawResponse answer =
        attack.printedAs(
            "GET " + target,
            "GET",
            target,
            "Accept: application/vnd.docker.distribution.manifest.v2+json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Docker-Content-Digest")).contains(digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/_catalog/",
        "/v2/_oci/ext/discover",
        "/v2/_team/app",
        "/v2/team/_oci/ext/discover",
        "/v2/team/app/_trust/tuf/root.json",
        "/v2/team/app/",
        "/v2/team/app",
        "/v2/team/app/manifests/1/",
        "/v2/team/app/tags/list/",
        "/v2/team/app/manifests/",
        "/v2/team/app/history/1",
        "/v2/x",
      })
  void trap17WhatIsNoRouteIsUnknownAlsoToItsOwner(String target) {
    RawResponse answer = attack.refused(target);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(GateLab.code(answer)).isEqualTo("UNSUPPORTED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v2/_team/tags/list", "/v2/team/_x/tags/list", "/v2/team/_manifests/manifests/1"})
  void trap17ReservedNamesAreNoRepository(String target) {
    isInvalid(target);
  }

  @Test
  void trap20OnlyKnownParametersGoOnPrintedAnew() {
    attack.printedAs(
        "GET /v2/team/app/tags/list?n=3&last=a/b%26n%3D9",
        "GET", "/v2/team/app/tags/list?x=1&n=003&last=a%2Fb%26n%3D9&y=%zz");
    attack.printedAs(
        "GET /v2/team/app/manifests/1", "GET", "/v2/team/app/manifests/1?from=secret/app&x=y");
    assertThat(attack.refused("/v2/team/app/tags/list?n=1&n=2").status()).isEqualTo(400);
    assertThat(attack.refused("/v2/team/app/tags/list?n=-1").status()).isEqualTo(400);
    assertThat(attack.refused("/v2/team/app/tags/list?n=1;last=x").status()).isEqualTo(400);
  }

  @Test
  void trap20ASessionIsClosedWithExactlyOneDigest() {
    String session = lab.session("team/app");
    String digest = "&digest=" + lab.secretBlob;

    assertThat(attack.refused("PUT", session).status()).isEqualTo(400);
    assertThat(attack.refused("PUT", session + digest + digest).status()).isEqualTo(400);
    assertThat(attack.refused("PUT", session + digest + "&%64igest=x").status()).isEqualTo(400);
    assertThat(attack.refused("PUT", session + digest + "&x=%zz").status()).isEqualTo(400);
    assertThat(attack.refused("PUT", session + digest + ";x").status()).isEqualTo(400);
    assertThat(lab.direct().get(session).statusCode()).isEqualTo(204);
  }

  @Test
  void trap20ASessionOfAnotherRepositoryIsOfNoUseInMine() {
    String session = lab.session("secret/app");
    String moved = session.replace("/v2/secret/app/", "/v2/team/app/");

    assertThat(attack.refused("PATCH", session).status()).isEqualTo(403);
    assertThat(attack.printedAs("GET " + moved, "GET", moved).status()).isIn(400, 404);
    assertThat(attack.printedAs("DELETE " + moved, "DELETE", moved).status()).isIn(400, 404);
    assertThat(lab.direct().get(session).statusCode()).isEqualTo(204);
  }

  @Test
  void trap22TheMirrorParameterDecidesNothing() {
    attack.printedAs(
        "GET /v2/team/app/manifests/1", "GET", "/v2/team/app/manifests/1?ns=secret/app");
    assertThat(attack.refused("/v2/secret/app/manifests/1?ns=team/app").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifests/md5:00112233445566778899aabbccddeeff",
        "manifests/sha256:00112233445566778899aabbccddeeff",
        "manifests/foo:00112233445566778899aabbccddeeff",
        "manifests/sha256:",
        "manifests/:",
        "blobs/sha512:00112233445566778899aabbccddeeff",
        "blobs/latest",
        "referrers/md5:00112233445566778899aabbccddeeff",
      })
  void trap109AnInvalidDigestIsNotTakenForATag(String rest) {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      RawResponse answer = attack.refused(method, "/v2/team/app/" + rest);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).doesNotContain("DriverName");
    }
    assertThat(GateLab.code(attack.refused("/v2/team/app/" + rest))).isEqualTo("DIGEST_INVALID");
  }

  @Test
  void trap109VeryLongNamesAreRefusedWhateverTheirForm() {
    isInvalid("/v2/team/" + "a".repeat(251) + "/manifests/1");
    isInvalid("/v2/team/" + "a/".repeat(4000) + "b/manifests/1");
    isInvalid("/v2/team/app/manifests/" + "a".repeat(129));
    isInvalid("/v2/team/app/manifests/sha256:" + "a".repeat(9000));
    String longest = "/v2/team/" + "a".repeat(250) + "/manifests/1";
    assertThat(attack.printedAs("GET " + longest, "GET", longest).status()).isEqualTo(404);
    assertThat(attack.refused("/v2/secret/" + "a/".repeat(120) + "b/tags/list").status())
        .isEqualTo(403);
  }
}
