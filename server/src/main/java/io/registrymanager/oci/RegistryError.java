package io.registrymanager.oci;

/**
 * The error codes of the registry API that we answer ourselves, each with the status it comes with
 * (OCI distribution-spec 1.1, "Error codes"; {@code UNAVAILABLE} and the pagination code are
 * distribution's).
 */
public enum RegistryError {
  UNAUTHORIZED(401, "authentication required"),
  DENIED(403, "requested access to the resource is denied"),
  NAME_INVALID(400, "invalid repository name"),
  NAME_UNKNOWN(404, "repository name not known to registry"),
  DIGEST_INVALID(400, "provided digest did not match a known form"),
  TAG_INVALID(400, "invalid tag"),
  MANIFEST_INVALID(413, "manifest too large"),
  SIZE_INVALID(413, "body too large"),
  BLOB_UPLOAD_INVALID(400, "invalid upload session"),
  PAGINATION_NUMBER_INVALID(400, "invalid number of results requested"),
  UNSUPPORTED(404, "the operation is unsupported"),
  TOOMANYREQUESTS(429, "too many requests"),
  UNAVAILABLE(503, "service unavailable");

  private final int status;
  private final String message;

  RegistryError(int status, String message) {
    this.status = status;
    this.message = message;
  }

  /** The HTTP status this code usually comes with. */
  public int status() {
    return status;
  }

  /** The standard message, for when there is nothing better to say. */
  public String message() {
    return message;
  }
}
