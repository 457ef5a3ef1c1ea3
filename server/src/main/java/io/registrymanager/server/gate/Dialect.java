package io.registrymanager.server.gate;

import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.RegistryErrorBody;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.oci.RegistryError;
import io.registrymanager.oci.RegistryRequestParser;

/** In which form a client expects to be refused: its clients read errors in no other. */
enum Dialect {
  /** Registry JSON, for everything under {@code /v2}. */
  REGISTRY,
  /** Problem JSON, elsewhere. */
  PROBLEM;

  static Dialect of(String target) {
    return RegistryRequestParser.isRegistryTarget(target) ? REGISTRY : PROBLEM;
  }

  /**
   * A refusal in this dialect.
   *
   * @param slug what kind of problem it is, outside the registry API
   */
  EndpointResponse refuse(int status, RegistryError code, String slug, String text, RequestId id) {
    return switch (this) {
      case REGISTRY -> RegistryErrorBody.response(status, code, text, id);
      case PROBLEM -> Problem.of(status, slug, slug.replace('-', ' '), text).response(id);
    };
  }
}
