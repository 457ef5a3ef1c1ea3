package io.registrymanager.upstream;

import io.registrymanager.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the registry is, and how long and how often we ask.
 *
 * @param url scheme, host and port; no path, for the registry answers with paths from its own root
 * @param login what we say we are; absent when the registry asks nobody
 */
public record UpstreamSettings(URI url, Optional<Login> login, Limits limits, Patience patience) {
  /** The user that the registry knows us by. */
  public record Login(String username, Secret password) {}

  /**
   * How many connections.
   *
   * @param connections over all event loops together
   * @param waiting requests that wait for one, over all event loops together
   */
  public record Limits(int connections, int waiting) {}

  /**
   * How long to wait.
   *
   * @param forConnection for a free connection, when all are busy
   * @param head for the head of an answer
   * @param finish for the head of the answer to the end of an upload, when the registry hashes the
   *     whole blob
   * @param idle how long an unused connection is kept; below the registry's own
   */
  public record Patience(
      Duration connect, Duration forConnection, Duration head, Duration finish, Duration idle) {}

  /**
   * @throws IllegalArgumentException if the URL is not an origin
   */
  public UpstreamSettings {
    String path = url.getRawPath();
    boolean origin =
        "http".equals(url.getScheme())
            && url.getHost() != null
            && (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawUserInfo() == null;
    if (!origin) {
      throw new IllegalArgumentException(
          "upstream.url must be http://HOST:PORT, without path, query or user");
    }
  }

  /** The port, 80 if the URL names none. */
  public int port() {
    return url.getPort() < 0 ? 80 : url.getPort();
  }

  /** Host and port as they stand in a {@code Host} header. */
  public String authority() {
    return url.getRawAuthority();
  }
}
