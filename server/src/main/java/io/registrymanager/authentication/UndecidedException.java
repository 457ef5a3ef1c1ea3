package io.registrymanager.authentication;

import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.Directory.Outage;

/** The directory could not be asked; so that nothing of it is remembered. */
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Unavailable why;

  UndecidedException(Outage outage) {
    super(outage.reason());
    this.why = new Unavailable("directory: " + outage.reason(), outage.retryAfter());
  }

  Unavailable why() {
    return why;
  }
}
