package io.registrymanager.directory;

import java.time.Duration;
import java.util.Set;

/**
 * What is known of the domain that people live in. Immutable.
 *
 * @param root where groups are searched
 * @param baseDn where people are searched
 * @param names in lower case, what may stand before a backslash, or after an at sign behind an
 *     account name
 * @param suffixes in lower case, what may stand after an at sign
 */
record Domain(
    String root, String baseDn, Set<String> names, Set<String> suffixes, Lockout lockout) {
  /** Copies the sets. */
  Domain {
    names = Set.copyOf(names);
    suffixes = Set.copyOf(suffixes);
  }

  /**
   * When wrong passwords lock an account.
   *
   * @param threshold how many; 0 for never
   * @param window how long a wrong one counts
   */
  record Lockout(int threshold, Duration window) {
    /** Where wrong passwords lock nobody, or nobody may know when they do. */
    static final Lockout NEVER = new Lockout(0, Duration.ZERO);
  }
}
