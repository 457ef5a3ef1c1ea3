package io.registrymanager.proxy;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.PushManifest;

/**
 * One allowed operation and what of the client's head may go along.
 *
 * @param operation as decided, not as asked
 * @param passed of the client's head
 */
public record ProxyRequest(
    OnRepository operation,
    PassedFields passed,
    BodyFraming framing,
    RequestId id,
    ClientAddress client) {
  /** Whether it only reads, so that asking again changes nothing. */
  boolean isRead() {
    return switch (operation.method()) {
      case "GET", "HEAD" -> true;
      default -> false;
    };
  }

  /** Whether a body of that many bytes is more than this operation takes. */
  boolean isTooLarge(long bytes, ProxySettings settings) {
    return operation instanceof PushManifest && bytes > settings.largestManifest();
  }

  /** How many bytes its body will have, -1 if nobody knows. */
  long announcedLength() {
    return switch (framing) {
      case BodyFraming.None _ -> 0;
      case BodyFraming.Length length -> length.bytes();
      case BodyFraming.Chunked _ -> -1;
    };
  }
}
