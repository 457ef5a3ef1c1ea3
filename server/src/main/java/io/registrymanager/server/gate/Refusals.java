package io.registrymanager.server.gate;

import io.registrymanager.access.Decision.Denied;
import io.registrymanager.endpoint.Challenge;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.RegistryErrorBody;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Username;
import io.registrymanager.oci.RegistryError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The words of every refusal. What they say depends on the request and on the caller's own rights
 * alone, never on what exists (trap 35). Thread-safe.
 */
public final class Refusals {
  private final Challenge challenge;
  private final String whomToAsk;

  /**
   * Refusals with these words.
   *
   * @param contact whom a refused person should ask
   */
  public Refusals(Challenge challenge, Optional<String> contact) {
    this.challenge = challenge;
    this.whomToAsk = contact.map(text -> "Ask " + text + ".").orElse("Ask your administrator.");
  }

  /** 401: always with one challenge, and the same for every reason (traps 41 to 44, 86). */
  EndpointResponse unauthorized(Dialect dialect, RequestId id) {
    return dialect
        .refuse(401, RegistryError.UNAUTHORIZED, "unauthorized", "authentication required", id)
        .with("WWW-Authenticate", challenge.header());
  }

  /** 503: it could not be found out who this is. */
  EndpointResponse unavailable(Dialect dialect, Duration retryAfter, RequestId id) {
    return dialect
        .refuse(
            503,
            RegistryError.UNAVAILABLE,
            "unavailable",
            "who you are cannot be checked now, try again later",
            id)
        .with("Retry-After", seconds(retryAfter));
  }

  /** 503: the directory is out of reach, and the caller was confirmed too long ago for this. */
  EndpointResponse pullOnly(Dialect dialect, Duration retryAfter, RequestId id) {
    return dialect
        .refuse(
            503,
            RegistryError.UNAVAILABLE,
            "unavailable",
            "the directory cannot be asked who you are: until it answers you may pull only",
            id)
        .with("Retry-After", seconds(retryAfter));
  }

  /** 429: too many logins from there were wrong; says nothing about this one. */
  EndpointResponse slowed(Dialect dialect, Duration retryAfter, RequestId id) {
    return dialect
        .refuse(
            429,
            RegistryError.TOOMANYREQUESTS,
            "too-many-requests",
            "too many failed logins from your address, try again in %s s"
                .formatted(seconds(retryAfter)),
            id)
        .with("Retry-After", seconds(retryAfter));
  }

  /** Whole ones, rounded up: whoever comes back then is not early. */
  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  /** 403: who, which right, where, what there is, whom to ask; people read it in their client. */
  EndpointResponse denied(Username caller, Denied denied, RequestId id) {
    String text =
        "%s may not %s \"%s\" (rights there: %s). %s Request %s."
            .formatted(
                caller,
                denied.required().action().word(),
                denied.required().repository(),
                denied.held(),
                whomToAsk,
                id);
    return RegistryErrorBody.response(RegistryError.DENIED, text, id);
  }

  /** 403 outside the registry API. */
  EndpointResponse forbidden(Dialect dialect, Username caller, RequestId id) {
    String text = "%s is not an administrator. %s Request %s.".formatted(caller, whomToAsk, id);
    return dialect.refuse(403, RegistryError.DENIED, "forbidden", text, id);
  }

  /** 403: a page of another site asks, with credentials that a browser added. */
  EndpointResponse crossSite(Dialect dialect, RequestId id) {
    return dialect.refuse(
        403,
        RegistryError.DENIED,
        "cross-site",
        "pages of other sites may not change anything here",
        id);
  }

  /** 404: no such route. */
  EndpointResponse unknownRoute(Dialect dialect, RequestId id) {
    return dialect.refuse(
        404, RegistryError.UNSUPPORTED, "not-found", "there is no such route", id);
  }

  /** 405, or 204 to OPTIONS: the route does not have this method. */
  EndpointResponse otherMethod(Dialect dialect, String method, List<String> allowed, RequestId id) {
    String allow = String.join(", ", allowed);
    EndpointResponse answer =
        method.equals("OPTIONS")
            ? EndpointResponse.empty(204)
            : dialect.refuse(
                405, RegistryError.UNSUPPORTED, "method-not-allowed", "only " + allow, id);
    return answer.with("Allow", allow);
  }

  /** 400, 415 and their like: the request itself is wrong. */
  EndpointResponse malformed(
      Dialect dialect, int status, RegistryError error, String text, RequestId id) {
    return dialect.refuse(status, error, "bad-request", text, id);
  }
}
