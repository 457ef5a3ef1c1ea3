package io.registrymanager.oci;

import java.util.List;

/** What the parser made of a method and a target under {@code /v2}. */
public sealed interface RegistryRequest {
  /** A request inside the grammar. */
  record Asks(RegistryOperation operation) implements RegistryRequest {}

  /**
   * A known route, but a name, tag, digest or parameter outside the grammar.
   *
   * @param error the code of the part that is wrong
   * @param problem what is wrong, for the client; never echoes its bytes
   */
  record Malformed(RegistryError error, String problem) implements RegistryRequest {}

  /** No route of the registry API; answered 404. */
  record UnknownRoute() implements RegistryRequest {}

  /** A known route that does not have this method; answered 405, or 204 to OPTIONS. */
  record OtherMethod(List<String> allowed) implements RegistryRequest {
    /** Copies the list. */
    public OtherMethod {
      allowed = List.copyOf(allowed);
    }
  }
}
