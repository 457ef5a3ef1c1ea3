package io.registrymanager.endpoint;

/**
 * What a 401 asks for. One scheme only: with two, the Docker Engine runs both and loses one (trap
 * 44). The realm is fixed text, never the request's host (trap 51).
 */
public record Challenge(String realm) {
  /** The value of {@code WWW-Authenticate}. */
  public String header() {
    return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }
}
