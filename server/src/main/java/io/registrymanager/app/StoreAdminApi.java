package io.registrymanager.app;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.Actor;
import java.time.InstantSource;
import java.util.Optional;

/** The administration routes in this process, on a store that no server holds. */
final class StoreAdminApi implements AdminApi {
  private final OpenStore store;
  private final InstantSource clock;

  StoreAdminApi(OpenStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public AdminResponse send(String method, String target, Optional<byte[]> json) {
    EndpointRequest request =
        new EndpointRequest(
            RequestId.next(clock.millis()),
            new Caller.Local(new Actor.Console()),
            ClientAddress.LOCAL,
            method,
            target,
            json.map(body -> new Content("application/json", body)).orElse(Content.NONE));
    Optional<Route> route = store.routes().find(method, request.path());
    EndpointResponse response =
        route.isPresent()
            ? route.get().handler().handle(request)
            : Problem.of(404, "not-found", "Not found", "There is no such route.")
                .response(request.id());
    return new AdminResponse(response.status(), response.content().bytes());
  }

  @Override
  public void close() {
    store.release().run();
  }
}
