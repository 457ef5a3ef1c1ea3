package io.registrymanager.oci;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which page of a listing is wanted.
 *
 * @param n how many entries at most, at least 0; absent means the registry's default
 * @param last the entry after which the page begins; it need not exist
 */
public record PageRequest(OptionalInt n, Optional<String> last) {
  /**
   * More than this in one page is answered with this many and a link (Renovate asks for 10,000).
   */
  public static final int MAX_N = 10_000;

  /** Everything, from the beginning, as far as the registry goes. */
  public static final PageRequest WHOLE = new PageRequest(OptionalInt.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if {@code n} is negative or above {@link #MAX_N}
   */
  public PageRequest {
    if (n.isPresent() && (n.getAsInt() < 0 || n.getAsInt() > MAX_N)) {
      throw new IllegalArgumentException("page size out of range");
    }
  }
}
