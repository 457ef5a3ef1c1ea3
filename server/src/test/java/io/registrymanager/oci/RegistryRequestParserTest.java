package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.OtherMethod;
import io.registrymanager.oci.RegistryRequest.UnknownRoute;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route has which methods, and what the path may look like. */
class RegistryRequestParserTest {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "get",
          "PROPFIND",
          "");
  private static final String A = Digests.A;

  private static RegistryRequest parse(String method, String target) {
    return RegistryRequestParser.parse(method, target);
  }

  /** Route by route: target, methods it has, and the operation that each becomes. */
  static Stream<Arguments> routes() {
    return Stream.of(
        Arguments.of("/v2/", "GET ping HEAD ping"),
        Arguments.of("/v2", "GET ping HEAD ping"),
        Arguments.of("/v2/_catalog", "GET list-catalog HEAD list-catalog"),
        Arguments.of("/v2/team/app/tags/list", "GET list-tags HEAD list-tags"),
        Arguments.of(
            "/v2/team/app/manifests/1.2",
            "GET pull-manifest HEAD pull-manifest PUT push-manifest DELETE delete-manifest"),
        Arguments.of(
            "/v2/team/app/manifests/" + A,
            "GET pull-manifest HEAD pull-manifest PUT push-manifest DELETE delete-manifest"),
        Arguments.of("/v2/team/app/blobs/" + A, "GET pull-blob HEAD pull-blob DELETE delete-blob"),
        Arguments.of("/v2/team/app/blobs/uploads/", "POST start-upload"),
        Arguments.of("/v2/team/app/blobs/uploads", "POST start-upload"),
        Arguments.of(
            "/v2/team/app/blobs/uploads/u-1?digest=" + A,
            "GET upload-status HEAD upload-status PATCH upload-chunk PUT finish-upload"
                + " DELETE cancel-upload"),
        Arguments.of("/v2/team/app/referrers/" + A, "GET list-referrers HEAD list-referrers"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void trap18EachRouteHasItsMethodsAndNoOther(String target, String expected) {
    List<String> words = List.of(expected.split(" "));
    List<String> allowed =
        Stream.iterate(0, i -> i < words.size(), i -> i + 2).map(words::get).toList();
    for (String method : METHODS) {
      int at = allowed.indexOf(method);
      RegistryRequest request = parse(method, target);
      if (at < 0) {
        assertThat(request).isEqualTo(new OtherMethod(allowed));
      } else {
        RegistryOperation operation = ((Asks) request).operation();
        assertThat(operation.name()).isEqualTo(words.get(2 * at + 1));
        assertThat(operation.method()).isEqualTo(method);
      }
    }
  }

  @Test
  void everyOperationIsInTheListOfNames() {
    List<String> names =
        routes()
            .flatMap(route -> Stream.of(((String) route.get()[1]).split(" ")))
            .filter(word -> !METHODS.contains(word))
            .distinct()
            .toList();
    assertThat(RegistryOperation.NAMES).containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2, true",
    "/v2/, true",
    "/v2?n=1, true",
    "/v2/team, true",
    "/v2x, false",
    "/v1/, false",
    "/V2/, false",
    "/, false",
    "'', false",
    "/v, false",
    "/v2;x/, false",
    "/v2%2f, false",
    "//v2/, false",
    "/./v2/, false",
    "/v2#, false"
  })
  void theRegistryApiBeginsWithItsVersion(String target, boolean registry) {
    assertThat(RegistryRequestParser.isRegistryTarget(target)).isEqualTo(registry);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v2/x/blobs/uploads/manifests/latest, push-manifest, x/blobs/uploads",
    "GET, /v2/x/blobs/uploads/tags/list, list-tags, x/blobs/uploads",
    "GET, /v2/x/manifests/tags/list, list-tags, x/manifests",
    "GET, /v2/x/tags/manifests/list, pull-manifest, x/tags",
    "GET, /v2/x/tags/list/tags/list, list-tags, x/tags/list",
    "POST, /v2/x/manifests/blobs/uploads/, start-upload, x/manifests",
    "POST, /v2/x/blobs/uploads/blobs/uploads/, start-upload, x/blobs/uploads",
    "POST, /v2/blobs/uploads/blobs/uploads/, start-upload, blobs/uploads",
    "PATCH, /v2/x/blobs/uploads/blobs/uploads/u1, upload-chunk, x/blobs/uploads",
    "PATCH, /v2/x/blobs/uploads/manifests, upload-chunk, x",
    "PATCH, /v2/x/blobs/uploads/uploads, upload-chunk, x",
    "POST, /v2/x/blobs/blobs/uploads, start-upload, x/blobs",
    "GET, /v2/manifests/manifests/manifests, pull-manifest, manifests",
    "GET, /v2/tags/list/manifests/v1, pull-manifest, tags/list",
    "GET, /v2/v2/manifests/v1, pull-manifest, v2"
  })
  void trap16ComponentsThatAreKeywordsBelongToTheName(
      String method, String target, String name, String repository) {
    OnRepository operation = (OnRepository) ((Asks) parse(method, target)).operation();
    assertThat(operation.name()).isEqualTo(name);
    assertThat(operation.repository().value()).isEqualTo(repository);
    assertThat(operation.target()).startsWith("/v2/" + repository + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/_oci/ext/discover",
        "/v2/_catalog/",
        "/v2/_catalog/x",
        "/v2/_ext",
        "/v2/_trust/v1/x",
        "/v2/team/app/_ext/v1/x",
        "/v2/team/app/_oci/ext/discover",
        "/v2/team/app/_layers"
      })
  void trap17ReservedNamesAreNoRoute(String target) {
    assertThat(parse("GET", target)).isEqualTo(new UnknownRoute());
  }

  @Test
  void trap17ReservedNamesAreNoRepositoryEither() {
    assertMalformed("/v2/_catalog/manifests/1", RegistryError.NAME_INVALID);
    assertMalformed("/v2/team/_uploads/tags/list", RegistryError.NAME_INVALID);
    assertMalformed("/v2/_catalog/tags/list", RegistryError.NAME_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/team",
        "/v2/team/app",
        "/v2/tags/list",
        "/v2/manifests/1",
        "/v2/blobs/uploads/",
        "/v2/blobs/uploads/u1",
        "/v2/team/app/tags/list/",
        "/v2/team/app/tags",
        "/v2/team/app/manifests/",
        "/v2/team/app/manifests/1/",
        "/v2/team/app/blobs/",
        "/v2/team/app/uploads/u1",
        "/v2/team/app/blobs/uploads/u1/",
        "/v2/team/app/referrers/",
        "/v2/team/app/tags/lists",
        "/v2/team/app/Manifests/1",
        "/v2/v2",
        "/v2/metrics",
        "/v2/debug/vars"
      })
  void whatIsNoRouteIsUnknownWhateverTheMethod(String target) {
    for (String method : METHODS) {
      assertThat(parse(method, target)).isEqualTo(new UnknownRoute());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "md5:0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdef0123456789abcdef",
        "foo:bar",
        ":",
        "latest:",
        "sha256:"
      })
  void trap109AnInvalidDigestIsNeverATag(String reference) {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      assertThat(parse(method, "/v2/team/app/manifests/" + reference))
          .isInstanceOfSatisfying(
              Malformed.class,
              malformed -> assertThat(malformed.error()).isEqualTo(RegistryError.DIGEST_INVALID));
    }
    assertMalformed("/v2/team/app/blobs/" + reference, RegistryError.DIGEST_INVALID);
    assertMalformed("/v2/team/app/referrers/" + reference, RegistryError.DIGEST_INVALID);
  }

  @Test
  void trap109ATooLongNameIsRefused() {
    assertMalformed("/v2/" + "a".repeat(256) + "/manifests/1", RegistryError.NAME_INVALID);
  }

  @Test
  void badTagsAndSessionsHaveTheirCodes() {
    assertMalformed("/v2/team/app/manifests/-x", RegistryError.TAG_INVALID);
    assertMalformed("/v2/team/app/manifests/a@b", RegistryError.TAG_INVALID);
    assertMalformed("/v2/team/app/blobs/uploads/a:b", RegistryError.BLOB_UPLOAD_INVALID);
    assertMalformed(
        "/v2/team/app/blobs/uploads/" + "u".repeat(256), RegistryError.BLOB_UPLOAD_INVALID);
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
}
