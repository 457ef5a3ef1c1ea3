package io.registrymanager.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.proxy.BodyFraming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraceRuleTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, /v2/, true",
    "GET, /v2, true",
    "GET, /v2/_catalog?n=5, true",
    "GET, /v2/team/app/tags/list, true",
    "GET, /v2/team/app/manifests/1.2, true",
    "HEAD, /v2/team/app/manifests/1.2, true",
    "GET, /v2/team/app/blobs/DIGEST, true",
    "HEAD, /v2/team/app/blobs/DIGEST, true",
    "GET, /v2/team/app/referrers/DIGEST, true",
    "PUT, /v2/team/app/manifests/1.2, false",
    "DELETE, /v2/team/app/manifests/DIGEST, false",
    "DELETE, /v2/team/app/blobs/DIGEST, false",
    "POST, /v2/team/app/blobs/uploads/, false",
    "POST, /v2/team/app/blobs/uploads/?mount=DIGEST&from=lib, false",
    "GET, /v2/team/app/blobs/uploads/7a3c, false",
    "PATCH, /v2/team/app/blobs/uploads/7a3c, false",
    "PUT, /v2/team/app/blobs/uploads/7a3c?digest=DIGEST, false",
    "DELETE, /v2/team/app/blobs/uploads/7a3c, false",
    "GET, /v2/team/../app/tags/list, false",
    "GET, /v2/nothing, false",
    "POST, /v2/team/app/tags/list, false",
    "OPTIONS, *, false",
    "GET, /user, false",
    "GET, /users, false",
    "POST, /user, false",
    "GET, /v2user, false"
  })
  void pullingIsAllThatIsLeft(String method, String target, boolean allowed) {
    RequestHead head =
        new RequestHead(
            new RequestId("request-1"),
            ClientAddress.LOCAL,
            method,
            target.replace("DIGEST", DIGEST),
            HeadFields.NONE,
            new BodyFraming.None());

    assertThat(GraceRule.allows(head)).isEqualTo(allowed);
  }
}
