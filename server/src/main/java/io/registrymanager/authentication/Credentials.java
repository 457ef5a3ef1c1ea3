package io.registrymanager.authentication;

import io.registrymanager.secret.Secret;

/** What a request said about who sent it. */
public sealed interface Credentials {
  /** Nothing; {@code Basic Og==}, which podman and skopeo send without a login, is nothing too. */
  record None() implements Credentials {}

  /**
   * Something that cannot be read as credentials: another scheme, bad base64, control characters,
   * an empty user or password.
   */
  record Unusable() implements Credentials {}

  /**
   * A name and a password.
   *
   * @param name as typed, not yet a user name
   */
  record Basic(String name, Secret password) implements Credentials {}
}
