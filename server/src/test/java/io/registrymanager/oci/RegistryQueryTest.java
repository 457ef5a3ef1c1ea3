package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.RegistryOperation.ListReferrers;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.PushManifest;
import io.registrymanager.oci.RegistryOperation.StartUpload;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of query parameters, route by route. */
class RegistryQueryTest {
  private static final String A = Digests.A;
  private static final String B = Digests.B;
  private static final String UPLOADS = "/v2/team/app/blobs/uploads/";

  private static RegistryRequest parse(String method, String target) {
    return RegistryRequestParser.parse(method, target);
  }

  private static OnRepository operation(String method, String target) {
    return (OnRepository) ((Asks) parse(method, target)).operation();
  }

  private static void assertMalformed(String method, String target, RegistryError error) {
    assertThat(parse(method, target))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.error()).isEqualTo(error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=secret%2Fx", "from=secret/x", "%66rom=secret%2fx"})
  void aWholeMountIsPrintedAnew(String from) {
    OnRepository upload = operation("POST", UPLOADS + "?" + from + "&mount=" + A + "&x=1");
    assertThat(upload.target()).isEqualTo(UPLOADS + "?mount=" + A + "&from=secret/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mount=" + Digests.A,
        "from=secret/x",
        "mount=" + Digests.A + "&from=",
        "mount=" + Digests.A + "&from=Secret/x",
        "mount=" + Digests.A + "&from=secret/../x",
        "mount=" + Digests.A + "&from=secret%252fx",
        "mount=" + Digests.A + "&from=secret/x%zz",
        "mount=" + Digests.A + "&from=secret/x;",
        "mount=" + Digests.A + "&from=secret/x%0a",
        "mount=sha256:123&from=secret/x",
        "mount=&from=secret/x",
        "Mount=" + Digests.A + "&from=secret/x",
        "mount=" + Digests.A + "&From=secret/x",
        "mount[]=" + Digests.A + "&from=secret/x",
        "mount=" + Digests.A + ";from=secret/x",
        "mount=" + Digests.A + "&from=_catalog"
      })
  void traps23And24HalfOrMisspeltMountsAreOrdinaryUploads(String query) {
    assertThat(operation("POST", UPLOADS + "?" + query).target()).isEqualTo(UPLOADS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=team/app&from=secret/x&mount=" + Digests.A,
        "from=team/app&%66rom=secret/x&mount=" + Digests.A,
        "from=team/app%zz&from=secret/x&mount=" + Digests.A,
        "from=team/app&mount=" + Digests.A + "&mount=" + Digests.B
      })
  void trap20ADoubledMountIsNone(String query) {
    assertThat(operation("POST", UPLOADS + "?" + query).target()).isEqualTo(UPLOADS);
  }

  @Test
  void aMountCanBeTakenOutAndTheDigestStays() {
    StartUpload upload =
        (StartUpload) operation("POST", UPLOADS + "?digest=" + B + "&mount=" + A + "&from=x");
    assertThat(upload.target()).isEqualTo(UPLOADS + "?mount=" + A + "&from=x&digest=" + B);
    assertThat(upload.withoutMount().target()).isEqualTo(UPLOADS + "?digest=" + B);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest=",
        "digest",
        "digest=md5:1",
        "digest=" + Digests.A + "&digest=" + Digests.A,
        "digest=" + Digests.A + "&%64igest=" + Digests.B,
        "digest=" + Digests.A + ";x"
      })
  void trap20AnUploadInOneRequestHasOneDigest(String query) {
    assertMalformed("POST", UPLOADS + "?" + query, RegistryError.DIGEST_INVALID);
  }

  @Test
  void trap22TheMirrorParameterNeverGoesAlong() {
    assertThat(operation("GET", "/v2/team/app/manifests/1?ns=docker.io").target())
        .isEqualTo("/v2/team/app/manifests/1");
    assertThat(operation("PATCH", UPLOADS + "u1?ns=docker.io&_state=x").target())
        .isEqualTo(UPLOADS + "u1?_state=x");
  }

  @Test
  void trap2ASessionsQueryGoesBackByteForByte() {
    String state = "_state=aB-_9%3d%3D&b=+%20%2B&=&c&_state=2&d=!$'()*,:@/?=~";
    assertThat(operation("PATCH", UPLOADS + "u1?" + state).target())
        .isEqualTo(UPLOADS + "u1?" + state);
    assertThat(
            operation("PUT", UPLOADS + "u1?" + state + "&digest=" + A.replace(":", "%3A")).target())
        .isEqualTo(UPLOADS + "u1?" + state + "&digest=" + A);
    assertThat(operation("PUT", UPLOADS + "u1?digest=" + A).target())
        .isEqualTo(UPLOADS + "u1?digest=" + A);
  }

  @Test
  void trap20ClosingASessionTakesExactlyOneDigest() {
    String session = UPLOADS + "u1?_state=x";
    assertMalformed("PUT", session, RegistryError.DIGEST_INVALID);
    assertMalformed("PUT", session + "&digest=md5:1", RegistryError.DIGEST_INVALID);
    assertMalformed("PUT", session + "&digest=" + A + "&digest=" + B, RegistryError.DIGEST_INVALID);
    assertMalformed(
        "PUT", session + "&digest=" + A + "&%64igest=" + B, RegistryError.DIGEST_INVALID);
    assertThat(operation("PUT", session + "&%64igest=" + B).target())
        .isEqualTo(session + "&digest=" + B);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_state=x&digest=" + Digests.A,
        "%64igest=" + Digests.A + "&_state=x",
        "from=secret/x&mount=" + Digests.A + "&_state=x&tag=a"
      })
  void trap20ParametersWithAMeaningDoNotRideAlongInASession(String query) {
    assertThat(operation("PATCH", UPLOADS + "u1?" + query).target())
        .isEqualTo(UPLOADS + "u1?_state=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_state=x;y",
        "_state=%zz",
        "a=%",
        ";",
        "_state=x#y",
        "a=\"",
        "ü=1",
        "a=%ff",
        "_state=x&b;digest=1"
      })
  void trap20ASessionWhoseQueryReadersCouldReadDifferentlyIsRefused(String query) {
    for (String method : new String[] {"GET", "HEAD", "PATCH", "PUT", "DELETE"}) {
      assertMalformed(
          method, UPLOADS + "u1?" + query + "&digest=" + A, RegistryError.BLOB_UPLOAD_INVALID);
    }
  }

  @Test
  void trap26EveryFurtherTagIsChecked() {
    PushManifest push =
        (PushManifest) operation("PUT", "/v2/team/app/manifests/" + A + "?tag=a&tag=b.1&x=y");
    assertThat(push.tags()).containsExactly(new Tag("a"), new Tag("b.1"));
    assertThat(push.target()).isEqualTo("/v2/team/app/manifests/" + A + "?tag=a&tag=b.1");
    String target = "/v2/team/app/manifests/" + A;
    assertMalformed("PUT", target + "?tag=a&tag=-b", RegistryError.TAG_INVALID);
    assertMalformed("PUT", target + "?tag=", RegistryError.TAG_INVALID);
    assertMalformed("PUT", target + "?tag=a%zz", RegistryError.TAG_INVALID);
    assertMalformed("PUT", target + "?tag=a/b", RegistryError.TAG_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "n=0, ?n=0",
    "n=5&last=b, ?n=5&last=b",
    "last=b%2Fc%20%C3%BC, ?last=b/c%20%C3%BC",
    "last=, ''",
    "n=0005, ?n=5",
    "n=10000, ?n=10000",
    "n=10001, ?n=10000",
    "n=99999999999999999999, ?n=10000",
    "n=5&x=y&N=7, ?n=5"
  })
  void aPageIsPrintedFromItsValues(String query, String printed) {
    assertThat(operation("GET", "/v2/team/app/tags/list?" + query).target())
        .isEqualTo("/v2/team/app/tags/list" + printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n=",
        "n",
        "n=-1",
        "n=+1",
        "n=1.5",
        "n=x",
        "n=1&n=2",
        "n=%zz",
        "n=\u0661",
        "n=%D9%A1",
        "n=0x10"
      })
  void anOddPageSizeIsRefused(String query) {
    assertMalformed(
        "GET", "/v2/team/app/tags/list?" + query, RegistryError.PAGINATION_NUMBER_INVALID);
    assertMalformed("GET", "/v2/_catalog?" + query, RegistryError.PAGINATION_NUMBER_INVALID);
  }

  @Test
  void anOddLastEntryIsRefused() {
    assertMalformed("GET", "/v2/team/app/tags/list?last=a&last=b", RegistryError.NAME_INVALID);
    assertMalformed("GET", "/v2/team/app/tags/list?last=%ff", RegistryError.NAME_INVALID);
  }

  @Test
  void theQueryOfReferrersGoesBackAsTheRegistryMadeIt() {
    String target = "/v2/team/app/referrers/" + A;
    ListReferrers list =
        (ListReferrers)
            operation("GET", target + "?artifactType=application/vnd.x%2Bjson&next=1%3D");
    assertThat(list.query()).isEqualTo("artifactType=application/vnd.x%2Bjson&next=1%3D");
    assertThat(list.target()).isEqualTo(target + "?" + list.query());
    assertThat(operation("GET", target + "?from=team/x&ns=y").target()).isEqualTo(target);
  }

  @Test
  void pullsAndDeletesHaveNoParameters() {
    assertThat(operation("GET", "/v2/team/app/blobs/" + A + "?digest=" + B + ";&%zz").target())
        .isEqualTo("/v2/team/app/blobs/" + A);
    assertThat(operation("DELETE", "/v2/team/app/manifests/1?tag=latest").target())
        .isEqualTo("/v2/team/app/manifests/1");
  }
}
