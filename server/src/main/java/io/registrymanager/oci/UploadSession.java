package io.registrymanager.oci;

import java.util.Optional;

/**
 * An upload session as the registry named it, with whatever it put behind the question mark. The
 * query is the registry's own state (distribution signs its {@code _state}), so it goes back byte
 * for byte (trap 2); all that is checked is that it is a query and that it carries no parameter
 * that means something to the registry by name (trap 20).
 *
 * @param id the last path segment: {@code [A-Za-z0-9_.=-]+}, not a dot segment
 * @param query raw pairs joined by {@code &}, empty if there are none
 */
public record UploadSession(String id, String query) {
  private static final int MAX_LENGTH = 255;

  /**
   * @throws IllegalArgumentException if {@code id} cannot be a path segment of a session
   */
  public UploadSession {
    if (!isValidId(id)) {
      throw new IllegalArgumentException("not an upload session");
    }
  }

  static Optional<UploadSession> parse(String id, String query) {
    return isValidId(id) ? Optional.of(new UploadSession(id, query)) : Optional.empty();
  }

  private static boolean isValidId(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_LENGTH
        && !id.equals(".")
        && !id.equals("..")
        && id.chars().allMatch(UploadSession::isIdCharacter);
  }

  private static boolean isIdCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '=';
  }
}
