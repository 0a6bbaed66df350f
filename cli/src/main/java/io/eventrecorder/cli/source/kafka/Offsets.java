package io.eventrecorder.cli.source.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The position in a topic: which topic it is, and the next offset of each partition. Thread-safe.
 */
final class Offsets {
  private static final Pattern LINE = Pattern.compile("offset (\\d{1,9}) (\\d{1,18})");
  private static final Pattern IDENTITY = Pattern.compile("(cluster|topic-id) (\\S+)");

  private final Map<Integer, Long> next = new TreeMap<>();
  private TopicIdentity identity = TopicIdentity.UNKNOWN;
  private long changes;

  synchronized TopicIdentity identity() {
    return identity;
  }

  synchronized void setIdentity(TopicIdentity now) {
    if (!identity.equals(now)) {
      identity = now;
      changes++;
    }
  }

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
    Stream<String> lines =
        next.entrySet().stream().map(entry -> "offset " + entry.getKey() + " " + entry.getValue());
    return Stream.concat(identity.lines().stream(), lines).toList();
  }

  /**
   * Replaces the position.
   *
   * @throws IllegalArgumentException if the lines are no position
   */
  synchronized void load(List<String> lines) {
    for (String line : lines) {
      Matcher part = IDENTITY.matcher(line);
      if (part.matches()) {
        identity =
            line.startsWith("cluster")
                ? new TopicIdentity(part.group(2), identity.topic())
                : new TopicIdentity(identity.cluster(), part.group(2));
        continue;
      }
      Matcher offset = LINE.matcher(line);
      if (!offset.matches()) {
        throw new IllegalArgumentException("not a position in a topic: " + line);
      }
      next.put(Integer.valueOf(offset.group(1)), Long.valueOf(offset.group(2)));
    }
  }
}
