package io.registrymanager.directory;

import io.registrymanager.identity.Directory.Outage;
import java.time.Duration;

/** It could not be found out. */
final class OutOfReachException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Outage outage;

  OutOfReachException(String reason, Duration retryAfter) {
    super(reason);
    this.outage = new Outage(reason, retryAfter);
  }

  OutOfReachException(String reason, Duration retryAfter, Throwable cause) {
    super(reason, cause);
    this.outage = new Outage(reason, retryAfter);
  }

  Outage outage() {
    return outage;
  }
}
