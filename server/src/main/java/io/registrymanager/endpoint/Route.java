package io.registrymanager.endpoint;

/**
 * One endpoint of ours.
 *
 * @param method the HTTP method; a GET route answers HEAD too
 * @param path the exact path
 * @param rule who may call it; there is no default
 * @param handler what answers; runs on a virtual thread and may block
 */
public record Route(String method, String path, AccessRule rule, Handler handler) {
  /** Answers one request. A failure to find out is an exception, and becomes a 503 or 500. */
  @FunctionalInterface
  public interface Handler {
    /** Answers; must not return before what it did is durable. */
    EndpointResponse handle(EndpointRequest request);
  }
}
