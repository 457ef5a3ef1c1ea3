package io.registrymanager.server;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.RegistryErrorBody;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.StoreFullException;
import io.registrymanager.oci.RegistryError;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.Verdict;
import java.io.ByteArrayOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the body of a call to one of our endpoints, up to its limit, and has the endpoint
 * answer.
 */
final class EndpointCall {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointCall.class);

  private final Exchange exchange;
  private final Verdict.Call verdict;
  private final RequestHead head;
  private final int limit;
  private final long patience;
  private final MemoryBudget memory;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private long lastProgress = System.nanoTime();
  private boolean over;
  private boolean working;

  EndpointCall(Exchange exchange, Verdict.Call verdict, ServerSettings settings) {
    this.exchange = exchange;
    this.verdict = verdict;
    this.head = exchange.head();
    // Nobody who has not said who he is makes us keep anything.
    this.limit = verdict.caller() instanceof Caller.Nobody ? 0 : settings.limits().endpointBody();
    this.memory = exchange.connection().loop().bodies();
    this.patience = settings.patience().body().toNanos();
  }

  void begin() {
    exchange.invite();
    exchange.setReading(true);
  }

  /** Whether the body has stood still for too long. */
  boolean isStalled(long now) {
    return !over && now - lastProgress > patience;
  }

  void body(HttpContent content) {
    try {
      if (over) {
        return;
      }
      lastProgress = System.nanoTime();
      int size = content.content().readableBytes();
      if (bytes.size() + size > limit) {
        refuse("body-too-large", tooLarge());
        return;
      }
      if (!memory.take(size)) {
        refuse("bodies-too-many", busy());
        return;
      }
      byte[] part = new byte[size];
      content.content().readBytes(part);
      bytes.writeBytes(part);
      if (content instanceof LastHttpContent) {
        over = true;
        working = true;
        run(request());
      }
    } finally {
      content.release();
    }
  }

  /** Away from the event loop, and back with what the endpoint says. */
  private void run(EndpointRequest request) {
    FrontConnection connection = exchange.connection();
    connection
        .listener()
        .blocking()
        .execute(
            () -> {
              EndpointResponse response = answer(request);
              connection.loop().eventLoop().execute(() -> exchange.answer(response));
            });
  }

  private void refuse(String reason, EndpointResponse response) {
    over = true;
    exchange.failed(reason);
    exchange.answer(response);
  }

  private EndpointResponse tooLarge() {
    return refusal(
        413,
        RegistryError.SIZE_INVALID,
        "too-large",
        "the body is larger than " + limit + " bytes");
  }

  private EndpointResponse busy() {
    return refusal(503, RegistryError.UNAVAILABLE, "unavailable", "too many bodies are under way")
        .with("Retry-After", "1");
  }

  /** In the form that clients of the target read. */
  private EndpointResponse refusal(int status, RegistryError error, String slug, String text) {
    return head.isForRegistry()
        ? RegistryErrorBody.response(status, error, text, head.id())
        : Problem.of(status, slug, slug.replace('-', ' '), text).response(head.id());
  }

  /** The exchange is over; an endpoint that still works with the body gives its memory back. */
  void ended() {
    if (!working) {
      memory.giveBack(bytes.size());
      bytes.reset();
    }
  }

  private EndpointRequest request() {
    String type = String.join(", ", head.fields().contentTypes());
    return new EndpointRequest(
        head.id(),
        verdict.caller(),
        head.client(),
        head.method(),
        verdict.target(),
        new Content(type, bytes.toByteArray()),
        head.fields().ifMatch());
  }

  private EndpointResponse answer(EndpointRequest request) {
    RequestId id = request.id();
    try {
      return verdict.route().handler().handle(request);
    } catch (StoreFullException e) {
      LOG.error("request {}: {}", id, e.getMessage());
      return refusal(
              503,
              RegistryError.UNAVAILABLE,
              "no-space",
              "there is no space left on the server's disk; nothing was changed")
          .with("Retry-After", "30");
    } catch (StoreException e) {
      LOG.error("request {}: {}", id, e.getMessage());
      return refusal(
              503, RegistryError.UNAVAILABLE, "unavailable", "nothing can be read or kept now")
          .with("Retry-After", "5");
    } catch (RuntimeException e) {
      LOG.error("request {} failed", id, e);
      return refusal(500, RegistryError.UNAVAILABLE, "internal-error", "see the log for " + id);
    } finally {
      memory.giveBack(request.content().bytes().length);
    }
  }
}
