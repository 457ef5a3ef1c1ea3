package io.registrymanager.endpoint;

import io.registrymanager.secret.Secret;

/**
 * Who may call a route. A constructor argument of {@link Route} without a default: a route without
 * a rule cannot exist.
 */
public sealed interface AccessRule {
  /** Everybody, without credentials; a test keeps the list of routes that have it. */
  record Anyone() implements AccessRule {}

  /** Every user who proved who it is. */
  record KnownUser() implements AccessRule {}

  /** Administrators. */
  record Administrator() implements AccessRule {}

  /**
   * Whoever reaches the management port, which is its own guard: it is bound to this computer by
   * default.
   */
  record ManagementPort() implements AccessRule {}

  /** Whoever sends that secret as a bearer token: a program that was told it, and is no user. */
  record SharedSecret(Secret secret) implements AccessRule {}
}
