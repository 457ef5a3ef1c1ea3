package io.registrymanager.server.gate;

import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.AccessRule.Administrator;
import io.registrymanager.endpoint.AccessRule.Anyone;
import io.registrymanager.endpoint.AccessRule.KnownUser;
import io.registrymanager.endpoint.AccessRule.ManagementPort;
import io.registrymanager.endpoint.AccessRule.SharedSecret;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.identity.Role;

/** Who may call which of our own routes. Pure and total. */
final class RouteAccess {
  private RouteAccess() {}

  static boolean mayCall(AccessRule rule, Caller caller) {
    return switch (rule) {
      case Anyone _ -> true;
      case KnownUser _ -> caller instanceof Caller.Known || caller instanceof Caller.Local;
      case Administrator _ -> isAdministrator(caller);
      case ManagementPort _ -> caller instanceof Caller.Nobody;
      case SharedSecret _ -> caller instanceof Caller.SecretHolder;
    };
  }

  private static boolean isAdministrator(Caller caller) {
    return switch (caller) {
      case Caller.Nobody _, Caller.SecretHolder _ -> false;
      case Caller.Known known -> known.principal().role() == Role.ADMINISTRATOR;
      case Caller.Local _ -> true;
    };
  }
}
