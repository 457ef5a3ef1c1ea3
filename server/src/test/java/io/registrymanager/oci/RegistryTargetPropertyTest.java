package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryRequest.Asks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every target whatsoever; seeded, so that a failure comes again. */
class RegistryTargetPropertyTest {
  private static final long SEED = 20_260_203L;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern SAFE =
      Pattern.compile("/v2/[A-Za-z0-9._/:=-]+(\\?[A-Za-z0-9._~!$'()*+,:@/?=&%-]*)?");
  private static final Pattern WHOLE_ESCAPES = Pattern.compile("([^%]|%[0-9A-Fa-f]{2})*+");
  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          "/../",
          "/./",
          "..",
          ".",
          "%2f",
          "%2F",
          "%2e%2e",
          "%252e",
          "%3A",
          "%3a",
          ":",
          ";",
          "\\",
          "%00",
          "%0a",
          "\n",
          "?",
          "&",
          "=",
          "+",
          "%",
          "%zz",
          "#",
          "@",
          "*",
          "secret",
          "team",
          "team-a",
          "team2",
          "Team",
          "_catalog",
          "manifests",
          "blobs",
          "uploads",
          "tags/list",
          "referrers",
          "v2",
          Digests.A,
          Digests.LONG,
          "latest",
          "digest=",
          "%64igest=" + Digests.B,
          "from=secret/x",
          "mount=" + Digests.A,
          "n=5",
          "last=a%2fb",
          "tag=v1",
          "_state=a%3D",
          "artifactType=a/b",
          "\u00fc",
          "\uff0f",
          "ns=x");
  private static final List<String> SEEDS =
      List.of(
          "/v2/team/app/manifests/1.2",
          "/v2/team/app/manifests/" + Digests.A + "?tag=a&tag=b",
          "/v2/team/blobs/" + Digests.A,
          "/v2/team/app/blobs/uploads/",
          "/v2/team/app/blobs/uploads",
          "/v2/team/app/blobs/uploads/?mount=" + Digests.A + "&from=team%2Fbase",
          "/v2/team/app/blobs/uploads/5f0c-4e?_state=aB_-%3D&digest=" + Digests.B,
          "/v2/team/app/tags/list?n=5&last=x%2fy",
          "/v2/team/x/referrers/" + Digests.A + "?artifactType=a%2Bb",
          "/v2/team/blobs/uploads/manifests/latest",
          "/v2/_catalog?n=2",
          "/v2/");

  private final Random random = new Random(SEED);

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String mutated(String target) {
    StringBuilder text = new StringBuilder(target);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, pick(PIECES));
        case 1 -> text.delete(at, end);
        case 2 -> text.replace(at, end, pick(PIECES));
        default -> text.insert(at, (char) random.nextInt(0x110));
      }
    }
    return text.toString();
  }

  private record Accepted(String method, String target, OnRepository operation) {}

  private List<Accepted> accepted(int attempts) {
    List<Accepted> found = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      String method = pick(METHODS);
      String target = mutated(pick(SEEDS));
      if (RegistryRequestParser.isRegistryTarget(target)) {
        operation(method, target).ifPresent(o -> found.add(new Accepted(method, target, o)));
      }
    }
    assertThat(found).hasSizeGreaterThan(attempts / 50);
    return found;
  }

  private static Optional<OnRepository> operation(String method, String target) {
    return RegistryRequestParser.parse(method, target) instanceof Asks asks
            && asks.operation() instanceof OnRepository operation
        ? Optional.of(operation)
        : Optional.empty();
  }

  @Test
  void whatIsAcceptedPrintsToWhatParsesToTheSame() {
    for (Accepted one : accepted(300_000)) {
      String printed = one.operation().target();
      assertThat(operation(one.method(), printed)).as(one.target()).hasValue(one.operation());
      assertThat(operation(one.method(), printed).orElseThrow().target()).isEqualTo(printed);
    }
  }

  @Test
  void whatIsPrintedIsPlainAndHasNoWayOut() {
    for (Accepted one : accepted(300_000)) {
      String printed = one.operation().target();
      assertThat(printed).as(one.target()).matches(SAFE).matches(WHOLE_ESCAPES);
      String path = printed.split("\\?", 2)[0];
      assertThat(path)
          .doesNotContain("//", "/./", "/../")
          .doesNotEndWith("/..")
          .doesNotEndWith("/.");
    }
  }

  /** Reads the path as distribution would, and finds the same repository. */
  @Test
  void aPrintedPathNamesItsRepositoryInDistributionsOwnGrammar() {
    Pattern route =
        Pattern.compile(
            "/v2/(.+)/(?:tags/list|manifests/[^/]+|blobs/[^/]+:[^/]+|blobs/uploads/[^/]*|referrers/[^/]+)");
    for (Accepted one : accepted(300_000)) {
      String path = one.operation().target().split("\\?", 2)[0];
      var matcher = route.matcher(path);
      assertThat(matcher.matches()).as(path).isTrue();
      assertThat(matcher.group(1)).isEqualTo(one.operation().repository().value());
    }
  }
}
