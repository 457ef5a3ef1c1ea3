package io.registrymanager.endpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer. {@code Content-Type} and {@code Content-Length} come from the content. Immutable.
 *
 * @param headers further headers, one value each, names as they are to be sent
 */
public record EndpointResponse(int status, Map<String, String> headers, Content content) {
  /** Copies the headers, keeping their order. */
  public EndpointResponse {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An answer with a body. */
  public static EndpointResponse of(int status, Content content) {
    return new EndpointResponse(status, Map.of(), content);
  }

  /** An answer with a JSON body. */
  public static EndpointResponse json(int status, Object value) {
    return of(status, new Content("application/json", Json.bytes(value)));
  }

  /** An answer without a body. */
  public static EndpointResponse empty(int status) {
    return of(status, Content.NONE);
  }

  /** The same answer with one more header. */
  public EndpointResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new EndpointResponse(status, more, content);
  }
}
