package io.eventrecorder.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known name that is most similar to a misspelt one, for error messages. */
final class Suggestion {
  private Suggestion() {}

  /** {@return the name with the fewest changes; empty if every name needs many} */
  static Optional<String> to(String name, Collection<String> names) {
    int tolerated = Math.max(1, Math.min(4, lastPart(name).length() / 3));
    return names.stream()
        .filter(candidate -> distance(name, candidate) <= tolerated)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@return a sentence to add to a message; empty without suggestion} */
  static String hint(String name, Collection<String> names) {
    return to(name, names).map(nearest -> " Did you mean " + nearest + "?").orElse("");
  }

  // The prefix is long and usually right: the last part decides how many changes are allowed.
  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * {@return the number of insertions, deletions, replacements and swaps of neighbours that turn
   * one text into the other}
   */
  static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 ? j : j == 0 ? i : cheapest(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cheapest(int[][] table, String a, String b, int i, int j) {
    int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
