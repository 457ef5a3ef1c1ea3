package io.registrymanager.identity;

/**
 * A hashed password in its encoded form, parameters included. Not a secret like the password, but
 * nothing to print either.
 */
public record PasswordHash(String encoded) {
  @Override
  public String toString() {
    return "PasswordHash[***]";
  }
}
