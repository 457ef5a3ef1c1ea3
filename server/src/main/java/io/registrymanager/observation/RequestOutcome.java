package io.registrymanager.observation;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import java.time.Instant;

/**
 * What one request became; made exactly once for each, when its last byte is gone or its connection
 * is. Immutable.
 *
 * @param user the name of whoever was authenticated, or empty
 * @param status the status sent, or 499 when the client left before there was one
 * @param reason why it was refused or failed, a fixed word or phrase; empty when all went well
 */
public record RequestOutcome(
    Asked asked, String user, int status, String reason, Traffic traffic, Timing timing) {
  /**
   * What was asked.
   *
   * @param method as parsed, or {@code -} when the head was not readable
   * @param route a name out of a closed list, such as {@code pull-manifest}: never the client's own
   *     text
   * @param repository the repository asked about, or empty
   * @param reference the tag, digest or session asked about, or empty
   */
  public record Asked(
      RequestId id,
      ClientAddress client,
      String method,
      String route,
      String repository,
      String reference) {}

  /** Body bytes in either direction. */
  public record Traffic(long received, long sent) {}

  /**
   * How long it took.
   *
   * @param totalNanos from the head's arrival to the end
   * @param upstreamNanos of it, until the registry's answer began; 0 without one
   */
  public record Timing(Instant started, long totalNanos, long upstreamNanos) {}
}
