package io.eventrecorder.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of distinct values of a tag. The first values keep their names. All later
 * values become {@link #OTHER}. Thread-safe.
 */
final class TagLimiter {
  static final String OTHER = "other";

  /** Micrometer's word for a missing value. For Prometheus, an empty label is a missing label. */
  static final String NONE = "none";

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  TagLimiter(int limit) {
    this.limit = limit;
  }

  String of(String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    return known.contains(value) || (known.size() < limit && added(value)) ? value : OTHER;
  }

  private synchronized boolean added(String value) {
    return known.size() < limit && (known.add(value) || known.contains(value));
  }
}
