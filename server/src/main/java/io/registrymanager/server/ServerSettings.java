package io.registrymanager.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where we listen, and what a client may cost us.
 *
 * @param listen the public listener
 * @param management health and metrics
 * @param adminSocket the Unix socket of the command line
 * @param loops how many event loops
 */
public record ServerSettings(
    InetSocketAddress listen,
    InetSocketAddress management,
    Path adminSocket,
    int loops,
    Limits limits,
    Patience patience) {
  /** Sizes in bytes. */
  public record Limits(int requestLine, int headers, int authorization, int endpointBody) {}

  /**
   * Time limits.
   *
   * @param head a head must be complete so long after its first byte
   * @param keepAlive how long a connection may idle between requests
   * @param body how long a body may stand still
   * @param shutdownDelay how long we still accept after we said that we are not ready
   * @param drain how long transfers may finish after that
   */
  public record Patience(
      Duration head, Duration keepAlive, Duration body, Duration shutdownDelay, Duration drain) {}
}
