package io.registrymanager.authentication;

import java.util.List;

/** Placeholder until merged. */
public final class CredentialsParser {
  private CredentialsParser() {}

  /** Placeholder. */
  public static Credentials parse(List<String> headers) {
    return new Credentials.None();
  }
}
