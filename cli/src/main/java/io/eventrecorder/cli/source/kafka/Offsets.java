package io.eventrecorder.cli.source.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The position in a topic: the next offset of each partition. Thread-safe. */
final class Offsets {
  private static final Pattern LINE = Pattern.compile("offset (\\d{1,9}) (\\d{1,18})");

  private final Map<Integer, Long> next = new TreeMap<>();
  private long changes;

  synchronized void set(int partition, long offset) {
    next.put(partition, offset);
    changes++;
  }

  /** {@return the next offset; null if the partition is new} */
  synchronized @Nullable Long get(int partition) {
    return next.get(partition);
  }

  synchronized boolean isEmpty() {
    return next.isEmpty();
  }

  synchronized long changes() {
    return changes;
  }

  /** {@return the position as lines of text} */
  synchronized List<String> lines() {
    return next.entrySet().stream()
        .map(entry -> "offset " + entry.getKey() + " " + entry.getValue())
        .toList();
  }

  /**
   * Replaces the position.
   *
   * @throws IllegalArgumentException if the lines are no position
   */
  synchronized void load(List<String> lines) {
    for (String line : lines) {
      Matcher offset = LINE.matcher(line);
      if (!offset.matches()) {
        throw new IllegalArgumentException("not a position in a topic: " + line);
      }
      next.put(Integer.valueOf(offset.group(1)), Long.valueOf(offset.group(2)));
    }
  }
}
