package io.registrymanager.testkit;

/**
 * A whole image of some hundred bytes that lies in a registry.
 *
 * @param repository where it lies
 * @param tag its tag
 * @param manifest the digest of its manifest
 * @param config the digest of its configuration
 * @param layer the digest of its only layer
 */
public record SmallImage(
    String repository, String tag, String manifest, String config, String layer) {
  static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

  /** Its name for clients, {@code HOST/REPOSITORY:TAG}. */
  public String reference(String host) {
    return host + "/" + repository + ":" + tag;
  }

  /** The path of its manifest by tag. */
  public String manifestPath() {
    return "/v2/" + repository + "/manifests/" + tag;
  }

  /** The path of its layer. */
  public String layerPath() {
    return "/v2/" + repository + "/blobs/" + layer;
  }
}
