package io.registrymanager.access;

import io.registrymanager.oci.RepositoryName;
import java.util.Optional;

/**
 * A part of the registry by whole path components: {@code team} is the repository {@code team} and
 * everything under {@code team/}, never {@code team-a} or {@code team2} (trap 15); {@code *} is
 * everything. Compared case-sensitively.
 */
public record Namespace(String value) implements Comparable<Namespace> {
  /** Every repository. */
  public static final Namespace EVERY = new Namespace("*");

  /**
   * @throws IllegalArgumentException if {@code value} is neither {@code *} nor repository
   *     components
   */
  public Namespace {
    if (!value.equals("*") && RepositoryName.parse(value).isEmpty()) {
      throw new IllegalArgumentException("not a namespace");
    }
  }

  /** The namespace that {@code text} spells, or nothing. */
  public static Optional<Namespace> parse(String text) {
    return text.equals("*")
        ? Optional.of(EVERY)
        : RepositoryName.parse(text).map(name -> new Namespace(name.value()));
  }

  /** Whether the repository lies in this namespace. */
  public boolean covers(RepositoryName repository) {
    String name = repository.value();
    return this.equals(EVERY)
        || name.startsWith(value)
            && (name.length() == value.length() || name.charAt(value.length()) == '/');
  }

  @Override
  public int compareTo(Namespace other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
