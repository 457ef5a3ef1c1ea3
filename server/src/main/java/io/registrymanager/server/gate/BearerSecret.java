package io.registrymanager.server.gate;

import io.registrymanager.secret.Secret;
import java.util.List;

/** The secret of a route in {@code Authorization: Bearer …} (RFC 6750, section 2.1). */
final class BearerSecret {
  private static final String SCHEME = "Bearer ";

  private BearerSecret() {}

  /** Whether it is there, alone, and the right one; compared in constant time. */
  static boolean isGiven(Secret secret, List<String> authorization) {
    if (authorization.size() != 1) {
      return false;
    }
    String value = authorization.getFirst();
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && secret.matches(Secret.of(value.substring(SCHEME.length()).strip()));
  }
}
