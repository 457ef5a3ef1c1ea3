package io.registrymanager.observation;

import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.identity.Actor;
import io.registrymanager.oci.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What one request became; made exactly once for each, when its last byte is gone or its connection
 * is. Immutable.
 */
public record RequestOutcome(
    Asked asked, Who who, Answered answered, Traffic traffic, Timing timing) {
  /** The name of whoever was authenticated, or empty. */
  public String user() {
    return who.name();
  }

  /** The status sent, or 499 when the client left before there was one. */
  public int status() {
    return answered.status();
  }

  /** Why it was refused or failed, a fixed word or phrase; empty when all went well. */
  public String reason() {
    return answered.reason();
  }

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

  /**
   * Who asked.
   *
   * @param name the name of whoever was authenticated, or empty
   * @param person the user of that name; absent where none was asked for, as on the administration
   *     socket
   * @param login what became of the credentials
   */
  public record Who(String name, Optional<Actor.Person> person, Login login) {
    /** Nobody who said who it is. */
    public static final Who NOBODY = new Who("", Optional.empty(), new Login.None());
  }

  /**
   * What the answer was.
   *
   * @param status the status sent, or 499 when the client left before there was one
   * @param reason why it was refused or failed, a fixed word or phrase; empty when all went well
   * @param digest of the manifest that the registry named, where the request was about one
   */
  public record Answered(int status, String reason, Optional<Digest> digest) {}

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
