package io.registrymanager.server.gate;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Route;
import io.registrymanager.identity.UserId;
import io.registrymanager.oci.RegistryOperation.OnRepository;

/** What is to be done with a request. Nothing happens to a request without one. */
public sealed interface Verdict {
  /** What it was about. */
  About about();

  /**
   * The registry may be asked.
   *
   * @param operation as decided
   * @param user for whom, so that it can be ended with the account
   */
  record Forward(About about, OnRepository operation, UserId user) implements Verdict {}

  /** An endpoint of ours may be called. */
  record Call(About about, Route route, Caller caller, String target) implements Verdict {}

  /**
   * It is answered here and now.
   *
   * @param reason why it was refused, a fixed word; empty if it was not
   */
  record Answer(About about, EndpointResponse response, String reason) implements Verdict {}
}
