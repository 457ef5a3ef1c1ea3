package io.registrymanager.endpoint;

import io.registrymanager.oci.RegistryError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry's own error dialect: {@code {"errors":[{"code","message","detail"}]}}. The detail is
 * never null: with a standard message and a null detail, {@code docker push} tries five times more
 * before it shows anything.
 */
public final class RegistryErrorBody {
  private RegistryErrorBody() {}

  /** An answer in that dialect with the code's own status. */
  public static EndpointResponse response(
      RegistryError error, String message, RequestId requestId) {
    return response(error.status(), error, message, requestId);
  }

  /** An answer in that dialect. */
  public static EndpointResponse response(
      int status, RegistryError error, String message, RequestId requestId) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("code", error.name());
    entry.put("message", message);
    entry.put("detail", Map.of("requestId", requestId.value()));
    return EndpointResponse.json(status, Map.of("errors", List.of(entry)));
  }
}
