package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import java.util.Optional;

/**
 * Says what becomes of a registry's answer: it is relayed, or replaced where it would be the
 * registry's word about our own login or its insides, or where its {@code Location} leads nowhere
 * (traps 55, 109). Pure.
 */
final class AnswerRewriter {
  private AnswerRewriter() {}

  /** What to do with an answer of the registry. */
  sealed interface Rewritten {
    /** Send this. */
    record Relay(RelayedHead head) implements Rewritten {}

    /** Say this instead; the registry's body is not for the client. */
    record Replace(ProxyFailure failure) implements Rewritten {}
  }

  static Rewritten rewrite(OnRepository operation, HttpResponse answer) {
    int status = answer.status().code();
    return switch (status) {
      case 401, 403, 407 -> new Rewritten.Replace(ProxyFailure.REFUSED_US);
      case 503 -> new Rewritten.Replace(ProxyFailure.OVERLOADED);
      case 504 -> new Rewritten.Replace(ProxyFailure.SILENT);
      default ->
          status >= 500
              ? new Rewritten.Replace(ProxyFailure.FAILED)
              : relay(operation, answer, status);
    };
  }

  private static Rewritten relay(OnRepository operation, HttpResponse answer, int status) {
    String location = answer.headers().get(HttpHeaderNames.LOCATION);
    if (location == null) {
      return relay(operation, answer, status, Optional.empty());
    }
    Optional<String> rewritten = UpstreamLink.location(operation, status, location);
    return rewritten.isPresent()
        ? relay(operation, answer, status, rewritten)
        : new Rewritten.Replace(ProxyFailure.GARBLED);
  }

  private static Rewritten relay(
      OnRepository operation, HttpResponse answer, int status, Optional<String> location) {
    return new Rewritten.Relay(new RelayedHead(operation, status, answer.headers(), location));
  }
}
