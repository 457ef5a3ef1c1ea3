package io.registrymanager.server.gate;

import io.registrymanager.access.AccessPolicy;
import io.registrymanager.access.Decision.Allowed;
import io.registrymanager.access.Decision.Denied;
import io.registrymanager.authentication.AuthenticationResult;
import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Slowed;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.authentication.Authenticator;
import io.registrymanager.authentication.Credentials;
import io.registrymanager.catalog.RegistryListings;
import io.registrymanager.endpoint.AccessRule.Administrator;
import io.registrymanager.endpoint.AccessRule.Anyone;
import io.registrymanager.endpoint.AccessRule.KnownUser;
import io.registrymanager.endpoint.AccessRule.ManagementPort;
import io.registrymanager.endpoint.AccessRule.SharedSecret;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Route;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.identity.Principal;
import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.oci.PageRequest;
import io.registrymanager.oci.RegistryError;
import io.registrymanager.oci.RegistryOperation.ListCatalog;
import io.registrymanager.oci.RegistryOperation.ListTags;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.Ping;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.OtherMethod;
import io.registrymanager.oci.RegistryRequest.UnknownRoute;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.secret.Secret;
import io.registrymanager.server.gate.Verdict.Answer;
import io.registrymanager.server.gate.Verdict.Call;
import io.registrymanager.server.gate.Verdict.Forward;
import io.registrymanager.thread.Stages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The gate of the public listener. One order for every request: routes for anyone, then who you
 * are, then whether the target means anything, then whether another site's page asks, then whether
 * you may, then what the body announces to be. Nobody learns anything about a target before saying
 * who they are, and nothing about a repository that is not theirs. Thread-safe.
 */
public final class RequestGate implements Gate {
  private static final EndpointResponse PONG =
      EndpointResponse.of(200, Content.text("application/json", "{}"));

  private final Authenticator authenticator;
  private final RouteTable routes;
  private final Refusals refusals;
  private final CrossSiteRule crossSite;
  private final RegistryListings listings;

  /**
   * A gate in front of the registry and these routes.
   *
   * @param listings answers the lists of the registry API that are not the registry's to answer
   */
  public RequestGate(
      Authenticator authenticator,
      RouteTable routes,
      Refusals refusals,
      CrossSiteRule crossSite,
      RegistryListings listings) {
    this.authenticator = authenticator;
    this.routes = routes;
    this.refusals = refusals;
    this.crossSite = crossSite;
    this.listings = listings;
  }

  @Override
  public CompletionStage<Verdict> admit(RequestHead head) {
    Optional<Verdict> early =
        routes.find(head.method(), head.path()).flatMap(route -> withoutUser(head, route));
    if (early.isPresent()) {
      return CompletableFuture.completedFuture(early.get());
    }
    Credentials credentials = head.fields().authorization().credentials();
    return Stages.map(
        authenticator.authenticate(credentials, head.client()).toCompletableFuture(),
        result -> verdict(head, credentials, result));
  }

  /** What can be said of a route that no user is asked for. */
  private Optional<Verdict> withoutUser(RequestHead head, Route route) {
    About about = About.route(Who.NOBODY, route.path());
    return switch (route.rule()) {
      case Anyone _ -> Optional.of(new Call(about, route, new Caller.Nobody(), head.target()));
      case SharedSecret(Secret secret)
          when BearerSecret.isGiven(secret, head.fields().authorization().values()) ->
          Optional.of(new Call(about, route, new Caller.SecretHolder(), head.target()));
      case SharedSecret _ ->
          Optional.of(
              new Answer(
                  about, refusals.unauthorized(Dialect.PROBLEM, head.id()), "wrong-shared-secret"));
      case KnownUser _, Administrator _, ManagementPort _ -> Optional.empty();
    };
  }

  private Verdict verdict(RequestHead head, Credentials credentials, AuthenticationResult result) {
    Dialect dialect = Dialect.of(head.target());
    return switch (result) {
      case Rejected rejected ->
          new Answer(
              About.route(Logins.of(rejected, credentials), "unknown"),
              refusals.unauthorized(dialect, head.id()),
              rejected.word());
      case Slowed slowed ->
          new Answer(
              About.UNKNOWN, refusals.slowed(dialect, slowed.retryAfter(), head.id()), "slowed");
      case Unavailable unavailable ->
          new Answer(
              About.UNKNOWN,
              refusals.unavailable(dialect, unavailable.retryAfter(), head.id()),
              "authentication-unavailable");
      case Authenticated known when known.evidence() == Evidence.GRACE && !GraceRule.allows(head) ->
          new Answer(
              About.route(Logins.of(known), "unknown"),
              refusals.pullOnly(dialect, GraceRule.RETRY_AFTER, head.id()),
              "directory-unavailable");
      case Authenticated known when !head.hasPath() -> oddTarget(head, Logins.of(known));
      case Authenticated known ->
          dialect == Dialect.REGISTRY
              ? registry(head, known.principal(), Logins.of(known))
              : ours(head, known.principal(), Logins.of(known));
    };
  }

  private Verdict oddTarget(RequestHead head, Who who) {
    About about = About.route(who, "unknown");
    return head.target().equals("*") && head.method().equals("OPTIONS")
        ? new Answer(about, EndpointResponse.empty(204).with("Allow", "GET, HEAD, OPTIONS"), "")
        : new Answer(
            about,
            refusals.malformed(
                Dialect.PROBLEM, 400, RegistryError.NAME_INVALID, "not a path", head.id()),
            "malformed-target");
  }

  private Verdict registry(RequestHead head, Principal principal, Who who) {
    return switch (RegistryRequestParser.parse(head.method(), head.target())) {
      case Malformed malformed -> malformed(head, About.route(who, "malformed"), 400, malformed);
      case UnknownRoute _ -> unknown(head, who, Dialect.REGISTRY);
      case OtherMethod other -> otherMethod(head, who, other.allowed(), Dialect.REGISTRY);
      case Asks(Ping ping) -> new Answer(About.operation(who, ping), PONG, "");
      case Asks(ListCatalog asked) -> catalog(head, principal, About.operation(who, asked), asked);
      case Asks(OnRepository operation) ->
          decide(head, principal, About.operation(who, operation), operation);
    };
  }

  private Verdict decide(RequestHead head, Principal principal, About about, OnRepository asked) {
    if (crossSite.refuses(head.method(), head.fields())) {
      return crossSite(head, about, Dialect.REGISTRY);
    }
    return switch (AccessPolicy.decide(principal.rights(), asked)) {
      case Denied denied ->
          new Answer(
              about,
              refusals.denied(principal.name(), denied, head.id()),
              "missing-right:" + denied.required().action().word());
      case Allowed(OnRepository operation) ->
          BodyRules.check(operation, head)
              .map(refusal -> malformed(head, about, refusal.status(), refusal.problem()))
              .orElseGet(() -> pass(head, principal, about, operation));
    };
  }

  /** Pages of tags are ours: not every registry knows how to make them (trap 32). */
  private Verdict pass(RequestHead head, Principal principal, About about, OnRepository operation) {
    return operation instanceof ListTags tags && !tags.page().equals(PageRequest.WHOLE)
        ? listing(head, principal, about, request -> listings.tags(request, tags))
        : new Forward(about, operation, principal.id());
  }

  /** Whoever is known may ask: the answer is made of what may be pulled (trap 34). */
  private Verdict catalog(RequestHead head, Principal principal, About about, ListCatalog asked) {
    return BodyRules.check(asked, head)
        .map(refusal -> malformed(head, about, refusal.status(), refusal.problem()))
        .orElseGet(
            () -> listing(head, principal, about, request -> listings.catalog(request, asked)));
  }

  private static Verdict listing(
      RequestHead head, Principal principal, About about, Route.Handler handler) {
    Route route = new Route(head.method(), head.path(), new KnownUser(), handler);
    return new Call(about, route, new Caller.Known(principal), head.target());
  }

  private Verdict crossSite(RequestHead head, About about, Dialect dialect) {
    return new Answer(about, refusals.crossSite(dialect, head.id()), "cross-site");
  }

  private Verdict malformed(RequestHead head, About about, int status, Malformed malformed) {
    EndpointResponse response =
        refusals.malformed(
            Dialect.REGISTRY, status, malformed.error(), malformed.problem(), head.id());
    return new Answer(about, response, "malformed");
  }

  private Verdict unknown(RequestHead head, Who who, Dialect dialect) {
    return new Answer(
        About.route(who, "unknown"), refusals.unknownRoute(dialect, head.id()), "unknown-route");
  }

  private Verdict otherMethod(RequestHead head, Who who, List<String> allowed, Dialect dialect) {
    EndpointResponse response = refusals.otherMethod(dialect, head.method(), allowed, head.id());
    return new Answer(About.route(who, "other-method"), response, "method-not-allowed");
  }

  private Verdict ours(RequestHead head, Principal principal, Who who) {
    String path = head.path();
    if (!routes.hasPath(path)) {
      return unknown(head, who, Dialect.PROBLEM);
    }
    Optional<Route> route = routes.find(head.method(), path);
    if (route.isEmpty()) {
      return otherMethod(head, who, routes.allowed(path), Dialect.PROBLEM);
    }
    About about = About.route(who, path);
    if (crossSite.refuses(head.method(), head.fields())) {
      return crossSite(head, about, Dialect.PROBLEM);
    }
    Caller caller = new Caller.Known(principal);
    return RouteAccess.mayCall(route.get().rule(), caller)
        ? new Call(about, route.get(), caller, head.target())
        : new Answer(
            about,
            refusals.forbidden(Dialect.PROBLEM, principal.name(), head.id()),
            "not-administrator");
  }
}
