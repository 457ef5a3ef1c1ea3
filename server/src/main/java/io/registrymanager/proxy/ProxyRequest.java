package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryOperation.OnRepository;

/**
 * One allowed operation and what of the client's head may go along.
 *
 * @param operation as decided, not as asked
 * @param headers the client's; only those that the operation needs are read
 */
public record ProxyRequest(
    OnRepository operation,
    HttpHeaders headers,
    BodyFraming framing,
    RequestId id,
    ClientAddress client) {}
