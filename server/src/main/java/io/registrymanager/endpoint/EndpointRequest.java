package io.registrymanager.endpoint;

import io.registrymanager.identity.Origin;
import java.util.List;

/**
 * A whole request to an endpoint of ours, its body in memory (1 MiB at most). Immutable.
 *
 * @param target path and query as they came, already matched to the route
 * @param content the body and its type
 * @param ifMatch the values of every {@code If-Match} header
 */
public record EndpointRequest(
    RequestId id,
    Caller caller,
    ClientAddress client,
    String method,
    String target,
    Content content,
    List<String> ifMatch) {
  /** Copies the list. */
  public EndpointRequest {
    ifMatch = List.copyOf(ifMatch);
  }

  /** One without {@code If-Match}. */
  public EndpointRequest(
      RequestId id,
      Caller caller,
      ClientAddress client,
      String method,
      String target,
      Content content) {
    this(id, caller, client, method, target, content, List.of());
  }

  /** How a change made by this request is signed. */
  public Origin origin() {
    return new Origin(caller.actor(), client.value(), id.value());
  }

  /** The part before the question mark. */
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The raw part behind the question mark, or the empty text. */
  public String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }
}
