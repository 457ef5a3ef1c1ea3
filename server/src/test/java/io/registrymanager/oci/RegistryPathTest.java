package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a path may look like: plain, and in one way only. */
class RegistryPathTest {
  private static final String A = Digests.A;

  private static RegistryRequest parse(String method, String target) {
    return RegistryRequestParser.parse(method, target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team%2fapp/manifests/1",
        "/v2/team%2Fapp/manifests/1",
        "/v2/secret%2fx/blobs/" + Digests.A,
        "/v2/team%2f..%2fsecret/x/manifests/1",
        "/v2/te%61m/app/manifests/1",
        "/v2/team/app/%6danifests/1",
        "/v2/team/app/manifests/%31",
        "/v2/%74eam/app/tags/list"
      })
  void trap10NothingButTheColonIsTakenEncoded(String target) {
    assertMalformed(target, RegistryError.NAME_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%3A", "%3a"})
  void trap9AnEncodedColonOfADigestIsAColon(String colon) {
    String target = "/v2/team/app/blobs/" + A.replace(":", colon);
    assertThat(target(parse("GET", target))).isEqualTo("/v2/team/app/blobs/" + A);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/../secret/manifests/1",
        "/v2/team/./app/manifests/1",
        "/v2/team//app/manifests/1",
        "/v2//",
        "/v2//team/app/manifests/1",
        "/v2/..",
        "/v2/.",
        "/v2/team/app/manifests/..",
        "/v2/team/app/manifests/.",
        "/v2/team/app/blobs/uploads/..",
        "/v2/team/app/blobs/uploads/.",
        "/v2/../v2/team/app/manifests/1",
        "/v2/team/app/tags/list//",
        "/v2/team/app/tags//list",
        "/v2/%2e%2e/secret/x/manifests/1",
        "/v2/team/%2e%2e/secret/x/blobs/" + Digests.A,
        "/v2/team/.%2e/secret/manifests/1"
      })
  void trap9EmptyAndDotSegmentsAreRefusedNotResolved(String target) {
    assertMalformed(target, RegistryError.NAME_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team;x/app/manifests/1", "/v2/team/app;/manifests/1", "/v2/team/app/manifests/1;x=y",
        "/v2/..;/secret/manifests/1", "/v2/team/app/blobs/uploads;x/", "/v2/;/"
      })
  void trap11PathParametersAreRefusedNotStripped(String target) {
    assertMalformed(target, RegistryError.NAME_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team/%252e%252e/secret/manifests/1",
        "/v2/team/%c0%ae%c0%ae/secret/manifests/1",
        "/v2/team%255c/app/manifests/1",
        "/v2/team/app/blobs/sha256%253A" + "a",
        "/v2/team/a+b/manifests/1",
        "/v2/team/app/blobs/sha256%%3A3A",
        "/v2/team\\app/manifests/1",
        "/v2/team/..\\secret/manifests/1",
        "/v2/team%5capp/manifests/1",
        "/v2/team%00/app/manifests/1",
        "/v2/team\u0000/app/manifests/1",
        "/v2/team\u00fc/app/manifests/1",
        "/v2/team%u002e/app/manifests/1",
        "/v2/te\tam/app/manifests/1",
        "/v2/team/app\u007f/manifests/1",
        "/v2/team /app/manifests/1",
        "/v2/\uff0e\uff0e/x/manifests/1"
      })
  void trap12OddEncodingsAreRefused(String target) {
    assertMalformed(target, RegistryError.NAME_INVALID);
  }

  @Test
  void trap13AnEncodedNewlineIsRefused() {
    assertMalformed("/v2/team/app/manifests/latest%0a", RegistryError.NAME_INVALID);
    assertMalformed("/v2/team/app%0d%0a/manifests/latest", RegistryError.NAME_INVALID);
    assertMalformed("/v2/team/app/manifests/latest\n", RegistryError.NAME_INVALID);
  }

  @Test
  void trap14UpperCaseAndHostNamesAreNoRepositories() {
    assertMalformed("/v2/Team/app/manifests/1", RegistryError.NAME_INVALID);
    assertMalformed("/v2/h:5000/app/manifests/1", RegistryError.NAME_INVALID);
    assertMalformed("/v2/h%3A5000/app/manifests/1", RegistryError.NAME_INVALID);
  }

  private static void assertMalformed(String target, RegistryError error) {
    assertThat(parse("GET", target))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.error()).isEqualTo(error);
              assertThat(malformed.problem()).isNotEmpty().matches("[a-z0-9 ,]+");
            });
  }

  private static String target(RegistryRequest request) {
    return ((OnRepository) ((Asks) request).operation()).target();
  }
}
