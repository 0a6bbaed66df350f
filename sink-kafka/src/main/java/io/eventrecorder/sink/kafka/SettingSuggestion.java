package io.eventrecorder.sink.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests a name for a misspelt one. */
final class SettingSuggestion {
  private static final int MAX_DISTANCE = 3;

  private SettingSuggestion() {}

  /** {@return the most similar name; empty if no name is similar enough} */
  static Optional<String> of(String name, Collection<String> names) {
    return names.stream()
        .filter(candidate -> distance(name, candidate) <= MAX_DISTANCE)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@return how many letters must be inserted, deleted or replaced (Levenshtein distance)} */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
