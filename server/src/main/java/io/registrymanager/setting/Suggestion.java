package io.registrymanager.setting;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody may have meant who misspelt a word. */
final class Suggestion {
  private Suggestion() {}

  /**
   * The nearest of the known words, if it is near enough to be a slip of the pen; else one of which
   * the wrong word is the last part, as in {@code port} for {@code listen.port}.
   */
  static Optional<String> nearest(String wrong, List<String> known) {
    int allowed = 1 + wrong.length() / 5;
    Optional<String> near =
        known.stream()
            .filter(word -> distance(wrong, word) <= allowed)
            .min(Comparator.comparingInt(word -> distance(wrong, word)));
    return near.or(() -> known.stream().filter(word -> word.endsWith("." + wrong)).findFirst());
  }

  /** How many letters must be changed, added, left out or swapped with their neighbour. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] cost) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
