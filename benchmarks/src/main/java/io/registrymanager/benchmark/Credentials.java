package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The one user of every peer. */
final class Credentials {
  static final String NAME = "bench";
  static final String PASSWORD = "correct horse battery";
  static final String HEADER = basic(NAME, PASSWORD);

  private Credentials() {}

  /** The value of an {@code Authorization} header. */
  static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }
}
