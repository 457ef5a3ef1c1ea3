package io.registrymanager.access;

import java.util.Comparator;
import java.util.Optional;

/**
 * A namespace and how much of it: {@code team} is everything, {@code team:push} pull and push,
 * {@code team:pull} pull. Immutable; prints in the notation it parses.
 */
public record Grant(Namespace namespace, Level level) implements Comparable<Grant> {
  /** How much a grant gives. */
  public enum Level {
    PULL(":pull"),
    PUSH(":push"),
    FULL("");

    private final String suffix;

    Level(String suffix) {
      this.suffix = suffix;
    }

    /** What the level allows; push implies pull, for every client reads what it pushes. */
    public Actions actions() {
      return switch (this) {
        case PULL -> Actions.of(Action.PULL);
        case PUSH -> Actions.of(Action.PULL, Action.PUSH);
        case FULL -> Actions.ALL;
      };
    }
  }

  /** The grant that {@code text} spells, or nothing; white space is the caller's to trim. */
  public static Optional<Grant> parse(String text) {
    int colon = text.indexOf(':');
    String right = colon < 0 ? "" : text.substring(colon);
    String space = colon < 0 ? text : text.substring(0, colon);
    for (Level level : Level.values()) {
      if (level.suffix.equals(right)) {
        return Namespace.parse(space).map(namespace -> new Grant(namespace, level));
      }
    }
    return Optional.empty();
  }

  @Override
  public int compareTo(Grant other) {
    return Comparator.comparing(Grant::namespace).thenComparing(Grant::level).compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + level.suffix;
  }
}
