package io.registrymanager.proxy;

import io.registrymanager.oci.RegistryError;
import io.registrymanager.upstream.UpstreamListener.Loss;
import io.registrymanager.upstream.UpstreamPool.Refusal;

/**
 * Why an allowed operation got no answer of the registry. What the registry itself said stays in
 * our log.
 */
public enum ProxyFailure {
  UNREACHABLE(503, "the registry cannot be reached", "upstream-unreachable"),
  BUSY(503, "all connections to the registry are busy", "upstream-busy"),
  SILENT(504, "the registry did not answer in time", "upstream-silent"),
  CLOSED(502, "the registry closed the connection", "upstream-closed"),
  GARBLED(502, "the registry's answer is not readable", "upstream-garbled"),
  FAILED(502, "the registry reported an internal error", "upstream-failed"),
  OVERLOADED(503, "the registry is not available now", "upstream-unavailable"),
  REFUSED_US(502, "the registry does not accept this proxy's login", "upstream-refused-us"),
  MANIFEST_TOO_LARGE(413, "the manifest is too large", "manifest-too-large"),
  NO_MEMORY(503, "no memory is left for the body", "body-memory"),
  CLIENT_STALLED(408, "the body did not come in time", "client-stalled");

  private final int status;
  private final String message;
  private final String word;

  ProxyFailure(int status, String message, String word) {
    this.status = status;
    this.message = message;
    this.word = word;
  }

  /** What it is for the client that no connection was to be had. */
  static ProxyFailure of(Refusal refusal) {
    return switch (refusal) {
      case BUSY -> BUSY;
      case UNREACHABLE -> UNREACHABLE;
    };
  }

  /** What it is for the client that the connection was lost. */
  static ProxyFailure of(Loss loss) {
    return switch (loss) {
      case CLOSED -> CLOSED;
      case GARBLED -> GARBLED;
    };
  }

  /** The status the client gets. */
  public int status() {
    return status;
  }

  /** What the client is told. */
  public String message() {
    return message;
  }

  /** As it stands in logs. */
  public String word() {
    return word;
  }

  /** The code the client gets. */
  public RegistryError error() {
    return switch (this) {
      case MANIFEST_TOO_LARGE -> RegistryError.MANIFEST_INVALID;
      case CLIENT_STALLED -> RegistryError.BLOB_UPLOAD_INVALID;
      default -> RegistryError.UNAVAILABLE;
    };
  }
}
