package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The one user of every peer. */
final class Credentials {
  static final String NAME = "bench";
  static final String PASSWORD = "correct horse battery";
  static final String HEADER =
      "Basic " + Base64.getEncoder().encodeToString((NAME + ":" + PASSWORD).getBytes(UTF_8));

  private Credentials() {}
}
