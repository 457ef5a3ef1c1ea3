package io.registrymanager.benchmark;

/**
 * How a goal was met.
 *
 * @param work the row
 * @param ours the peer's figure
 * @param theirs that of the one it is compared with
 */
record Outcome(String work, Goal goal, double ours, double theirs) {
  boolean isMet() {
    return ours <= theirs * goal.times() + goal.plus();
  }

  @Override
  public String toString() {
    String most =
        goal.plus() == 0
            ? "≤ %.2f × %s".formatted(goal.times(), goal.than())
            : "≤ %s + %.0f µs".formatted(goal.than(), goal.plus());
    String reached =
        goal.plus() == 0 ? "%.2f ×".formatted(ours / theirs) : "%+.0f µs".formatted(ours - theirs);
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            work,
            goal.peer(),
            goal.figure().label(),
            most,
            reached,
            isMet() ? "met" : "**missed**");
  }
}
