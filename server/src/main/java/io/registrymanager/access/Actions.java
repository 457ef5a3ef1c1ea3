package io.registrymanager.access;

import java.util.ArrayList;
import java.util.List;

/** A set of {@link Action}s as a value; immutable, and cheap enough for every request. */
public record Actions(int bits) {
  /** No action at all. */
  public static final Actions NONE = new Actions(0);

  /** Everything. */
  public static final Actions ALL = of(Action.PULL, Action.PUSH, Action.DELETE);

  /** Exactly these. */
  public static Actions of(Action... actions) {
    int bits = 0;
    for (Action action : actions) {
      bits |= action.bit();
    }
    return new Actions(bits);
  }

  /** Both sets together: rights add up. */
  public Actions plus(Actions other) {
    return new Actions(bits | other.bits);
  }

  /** What is in this set and not in {@code other}. */
  public Actions minus(Actions other) {
    return new Actions(bits & ~other.bits);
  }

  /** Whether all of {@code wanted} is in this set. */
  public boolean containsAll(Actions wanted) {
    return wanted.minus(this).isEmpty();
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** The actions in their order. */
  public List<Action> list() {
    List<Action> actions = new ArrayList<>(3);
    for (Action action : Action.values()) {
      if ((bits & action.bit()) != 0) {
        actions.add(action);
      }
    }
    return actions;
  }

  /** Such as {@code pull, push}, or {@code none}. */
  @Override
  public String toString() {
    return isEmpty() ? "none" : String.join(", ", list().stream().map(Action::word).toList());
  }
}
