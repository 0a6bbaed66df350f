package io.eventrecorder.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The first so many distinct values of a tag; all later ones are one. */
final class TagLimiter {
  static final String OTHER = "other";

  /** Micrometer's word for what is not there; Prometheus takes an empty label for no label. */
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
