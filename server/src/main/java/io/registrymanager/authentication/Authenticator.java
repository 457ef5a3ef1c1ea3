package io.registrymanager.authentication;

import java.util.concurrent.CompletionStage;

/** Turns credentials into a principal. */
public interface Authenticator {
  /**
   * Authenticates; never blocks the caller, who may be an event loop. Completed on return when the
   * answer is remembered; else it completes later on another thread. Never completes exceptionally:
   * what could not be found out is {@link AuthenticationResult.Unavailable}.
   */
  CompletionStage<AuthenticationResult> authenticate(Credentials credentials);
}
