package io.eventrecorder.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant: the name with the fewest letters changed, if they are few. */
final class Suggestion {
  private Suggestion() {}

  static Optional<String> to(String name, Collection<String> names) {
    int tolerated = Math.max(1, Math.min(4, lastPart(name).length() / 3));
    return names.stream()
        .filter(candidate -> distance(name, candidate) <= tolerated)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@return words to add to a message, or nothing} */
  static String hint(String name, Collection<String> names) {
    return to(name, names).map(nearest -> " Did you mean " + nearest + "?").orElse("");
  }

  // The common prefix is long and always right; only what is particular may differ.
  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** {@return insertions, deletions, replacements and swaps of neighbours between two texts} */
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
