package io.registrymanager.server.gate;

import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.observation.RequestOutcome.Who;
import io.registrymanager.server.gate.Verdict.Answer;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The gate of a listener that speaks plain HTTP only to send clients to where TLS is. Thread-safe.
 *
 * <p>Always to the address from the settings: the request's own {@code Host} is whatever the client
 * was made to send. A request that carries credentials is refused, so that nobody goes on sending
 * them in the clear without noticing.
 */
public final class RedirectGate implements Gate {
  private static final Pattern PLAIN_TARGET = Pattern.compile("/[A-Za-z0-9._~/?&=%:@+,-]*");
  private static final EndpointResponse REFUSAL =
      EndpointResponse.of(
          400,
          Content.text(
              "text/plain",
              "credentials were sent in the clear: change them, and use https from now on\n"));

  private final String origin;

  /**
   * Sends clients there.
   *
   * @param externalUrl scheme, host and port
   */
  public RedirectGate(URI externalUrl) {
    this.origin = externalUrl.getScheme() + "://" + externalUrl.getRawAuthority();
  }

  @Override
  public CompletionStage<Verdict> admit(RequestHead head) {
    return CompletableFuture.completedFuture(
        head.fields().authorization().values().isEmpty()
            ? new Answer(About.route(Who.NOBODY, "redirect"), elsewhere(head), "redirected")
            : new Answer(About.route(Who.NOBODY, "redirect"), REFUSAL, "credentials-in-clear"));
  }

  private EndpointResponse elsewhere(RequestHead head) {
    String target = PLAIN_TARGET.matcher(head.target()).matches() ? head.target() : "/";
    return EndpointResponse.empty(308).with("Location", origin + target);
  }
}
