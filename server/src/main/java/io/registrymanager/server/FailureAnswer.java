package io.registrymanager.server;

import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.RegistryErrorBody;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.proxy.ProxyFailure;

/** What a client is told when the registry gave no usable answer. */
final class FailureAnswer {
  private FailureAnswer() {}

  static EndpointResponse of(ProxyFailure failure, RequestId id) {
    EndpointResponse response =
        RegistryErrorBody.response(failure.status(), failure.error(), failure.message(), id);
    return failure.status() == 503 ? response.with("Retry-After", "5") : response;
  }
}
