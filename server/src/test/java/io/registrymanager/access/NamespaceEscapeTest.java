package io.registrymanager.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Decision.Allowed;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequestParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a holder of {@code team} sends, what goes upstream stays in {@code team}. */
class NamespaceEscapeTest {
  private static final String DIGEST = "sha256:" + "b".repeat(64);
  private static final List<String> TARGETS =
      List.of(
          "/v2/team/app/manifests/1",
          "/v2/team/app/blobs/" + DIGEST,
          "/v2/team/app/blobs/uploads/?mount=" + DIGEST + "&from=team/base",
          "/v2/team/app/blobs/uploads/u1?_state=x&digest=" + DIGEST,
          "/v2/team/tags/list?n=1");
  private static final List<String> PIECES =
      List.of(
          "/../secret",
          "/..",
          "../",
          "%2e%2e/",
          "%2f..%2fsecret",
          "/./",
          "//",
          ";",
          ";/..",
          "\\..\\",
          "%5c",
          "secret/",
          "/v2/secret/",
          "-a",
          "2",
          "/secret",
          "%00",
          "%0d%0a",
          "?",
          "&from=secret/x",
          "?from=secret/x&mount=" + DIGEST,
          "%252e%252e",
          "\u00ff",
          "Team",
          "_",
          "..",
          ".",
          "team",
          "#",
          "@secret");

  @Test
  void nothingThatIsAllowedLeavesTheNamespace() {
    Random random = new Random(8);
    Rights rights = Rights.of(List.of(Grant.parse("team").orElseThrow()));
    int allowed = 0;
    for (int i = 0; i < 400_000; i++) {
      StringBuilder target = new StringBuilder(TARGETS.get(random.nextInt(TARGETS.size())));
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int at = 3 + random.nextInt(target.length() - 2);
        int end = Math.min(target.length(), at + random.nextInt(4));
        target.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
      String method = List.of("GET", "POST", "PUT", "PATCH", "DELETE").get(random.nextInt(5));
      if (isRequestFor(target.toString())
          && RegistryRequestParser.parse(method, target.toString()) instanceof Asks asks
          && asks.operation() instanceof OnRepository operation
          && AccessPolicy.decide(rights, operation) instanceof Allowed decision) {
        assertInside(decision.operation(), target.toString());
        allowed++;
      }
    }
    assertThat(allowed).isGreaterThan(1_000);
  }

  private static boolean isRequestFor(String target) {
    return RegistryRequestParser.isRegistryTarget(target);
  }

  private static void assertInside(OnRepository operation, String target) {
    assertThat(operation.repository().value()).as(target).matches("team(/.*)?");
    String printed = operation.target();
    assertThat(printed).as(target).startsWith("/v2/team/");
    assertThat(printed.split("\\?", 2)[0])
        .as(target)
        .doesNotContain("/./", "/../", "//", "%", ";", "\\");
    if (operation instanceof StartUpload upload) {
      upload.mount().ifPresent(m -> assertThat(m.from().value()).matches("team(/.*)?"));
    }
  }
}
