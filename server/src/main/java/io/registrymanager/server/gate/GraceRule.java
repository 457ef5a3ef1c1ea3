package io.registrymanager.server.gate;

import io.registrymanager.access.Action;
import io.registrymanager.access.RequiredAccess;
import io.registrymanager.oci.RegistryOperation;
import io.registrymanager.oci.RegistryOperation.ListCatalog;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.Ping;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.OtherMethod;
import io.registrymanager.oci.RegistryRequest.UnknownRoute;
import io.registrymanager.oci.RegistryRequestParser;
import java.time.Duration;

/**
 * What somebody may do whom the directory cannot confirm now: pull, so that a dead domain
 * controller does not stop a cluster, and nothing that changes anything. Pure and total.
 */
final class GraceRule {
  static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private GraceRule() {}

  static boolean allows(RequestHead head) {
    return head.hasPath()
        && Dialect.of(head.target()) == Dialect.REGISTRY
        && switch (RegistryRequestParser.parse(head.method(), head.target())) {
          case Asks(RegistryOperation operation) -> isPull(operation);
          case Malformed _, UnknownRoute _, OtherMethod _ -> false;
        };
  }

  private static boolean isPull(RegistryOperation operation) {
    return switch (operation) {
      case Ping _, ListCatalog _ -> true;
      case OnRepository inside -> RequiredAccess.of(inside).action() == Action.PULL;
    };
  }
}
