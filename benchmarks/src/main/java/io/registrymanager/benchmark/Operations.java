package io.registrymanager.benchmark;

import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryRequest;
import io.registrymanager.oci.RegistryRequestParser;

/** Operations to measure with, parsed as those of clients are. */
public final class Operations {
  private Operations() {}

  /**
   * What a GET of that target asks of a repository.
   *
   * @throws IllegalArgumentException if it asks nothing of one
   */
  public static OnRepository get(String target) {
    if (RegistryRequestParser.parse("GET", target) instanceof RegistryRequest.Asks asks
        && asks.operation() instanceof OnRepository operation) {
      return operation;
    }
    throw new IllegalArgumentException(target);
  }
}
