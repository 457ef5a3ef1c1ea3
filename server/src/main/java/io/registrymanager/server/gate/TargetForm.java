package io.registrymanager.server.gate;

import java.util.Locale;
import java.util.Optional;

/** The forms a request target may have. */
public final class TargetForm {
  private TargetForm() {}

  /**
   * Path and query of a target in origin or absolute form. The authority of an absolute one is
   * ignored, never connected to (trap 19).
   */
  public static Optional<String> origin(String target) {
    if (target.startsWith("/")) {
      return Optional.of(target);
    }
    String scheme = target.substring(0, Math.min(8, target.length())).toLowerCase(Locale.ROOT);
    int authority = scheme.startsWith("http://") ? 7 : scheme.startsWith("https://") ? 8 : -1;
    if (authority < 0) {
      return Optional.empty();
    }
    int path = target.indexOf('/', authority);
    int question = target.indexOf('?', authority);
    boolean noPath = path < 0 || question >= 0 && question < path;
    if (noPath) {
      return Optional.of("/" + (question < 0 ? "" : target.substring(question)));
    }
    return Optional.of(target.substring(path));
  }
}
