package io.registrymanager.users;

import io.registrymanager.identity.Role;
import java.util.List;

/**
 * A user as another program kept it, nothing of it looked at yet. Immutable.
 *
 * @param place where it stands, such as {@code line 7}
 * @param namespaces as they were written there
 */
public record ImportCandidate(
    String place, String name, Kept kept, Role role, List<String> namespaces) {
  /** Copies the list. */
  public ImportCandidate {
    namespaces = List.copyOf(namespaces);
  }

  /** Where its password is. */
  public sealed interface Kept {
    /** Hashed, in the text form of the other program. */
    record Hash(String text) implements Kept {
      @Override
      public String toString() {
        return "Hash[***]";
      }
    }

    /** In the directory. */
    record Directory() implements Kept {}
  }
}
