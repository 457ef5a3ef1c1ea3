package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RealRegistryIT {
  private static final Login ALICE = new Login("alice", "s3cret");

  @Test
  void keepsAnImage() {
    RealRegistry registry = Fixtures.registry();
    SmallImage image = registry.client().pushImage("kit/keeps", "1");

    assertThat(
            registry
                .client()
                .get(image.manifestPath())
                .headers()
                .firstValue("Docker-Content-Digest"))
        .contains(image.manifest());
    assertThat(registry.client().has(image.layerPath())).isTrue();
    assertThat(registry.client().has("/v2/kit/other/blobs/" + image.layer())).isFalse();
  }

  @Test
  void printsAbsoluteOrRelativeLocations() {
    assertThat(location(Fixtures.registry())).startsWith(Fixtures.registry().uri() + "/v2/kit/x/");
    try (RealRegistry relative = RealRegistry.start(RealRegistry.Kind.USUAL.withRelativeUrls())) {
      assertThat(location(relative)).startsWith("/v2/kit/x/");
    }
  }

  @Test
  void deletesByDigest() {
    RegistryClient client = Fixtures.registry().client();
    SmallImage image = client.pushImage("kit/deletes", "1");
    String path = "/v2/kit/deletes/manifests/" + image.manifest();

    assertThat(client.send("DELETE", path, new byte[0], "").statusCode()).isEqualTo(202);
    assertThat(client.has(path)).isFalse();
  }

  @Test
  void letsNobodyInWithoutTheLogin() {
    try (RealRegistry registry = RealRegistry.start(RealRegistry.Kind.USUAL.onlyFor(ALICE));
        RegistryClient nobody = RegistryClient.of(registry.uri());
        RegistryClient mallory = RegistryClient.of(registry.uri(), new Login("alice", "wrong"))) {
      registry.client().pushImage("kit/private", "1");

      assertThat(registry.client().has("/v2/")).isTrue();
      assertThat(nobody.get("/v2/").statusCode()).isEqualTo(401);
      assertThat(mallory.get("/v2/").statusCode()).isEqualTo(401);
    }
  }

  private static String location(RealRegistry registry) {
    return registry
        .client()
        .send("POST", "/v2/kit/x/blobs/uploads/", new byte[0], "application/octet-stream")
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }
}
