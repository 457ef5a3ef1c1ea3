package io.registrymanager.server.gate;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Route;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.observation.Login;
import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.server.gate.Verdict.Answer;
import io.registrymanager.server.gate.Verdict.Call;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The gate of a listener that is its own guard, the management port or the administration socket:
 * whoever reaches it is the caller that it was made with. Nothing passes to the registry here.
 * Thread-safe.
 */
public final class LocalGate implements Gate {
  private final RouteTable routes;
  private final Caller caller;
  private final Refusals refusals;

  /** A gate in front of these routes for that caller. */
  public LocalGate(RouteTable routes, Caller caller, Refusals refusals) {
    this.routes = routes;
    this.caller = caller;
    this.refusals = refusals;
  }

  @Override
  public CompletionStage<Verdict> admit(RequestHead head) {
    return CompletableFuture.completedFuture(decide(head));
  }

  private Verdict decide(RequestHead head) {
    Who who =
        caller instanceof Caller.Local local
            ? new Who(local.actor().toString(), Optional.empty(), new Login.None())
            : Who.NOBODY;
    String path = head.path();
    Optional<Route> route = routes.find(head.method(), path);
    if (route.isPresent() && RouteAccess.mayCall(route.get().rule(), caller)) {
      return new Call(About.route(who, path), route.get(), caller, head.target());
    }
    if (route.isEmpty() && routes.hasPath(path)) {
      EndpointResponse refusal =
          refusals.otherMethod(Dialect.PROBLEM, head.method(), routes.allowed(path), head.id());
      return new Answer(About.route(who, path), refusal, "method-not-allowed");
    }
    return new Answer(
        About.route(who, "unknown"),
        refusals.unknownRoute(Dialect.PROBLEM, head.id()),
        "unknown-route");
  }
}
