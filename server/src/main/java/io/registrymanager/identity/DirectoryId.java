package io.registrymanager.identity;

import java.util.UUID;

/**
 * Who a person is in the directory, for ever: it outlives renames and moves, and is never given to
 * another (trap 98).
 */
public record DirectoryId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
