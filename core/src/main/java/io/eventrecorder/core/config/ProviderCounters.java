package io.eventrecorder.core.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one pipeline's providers. Thread-safe. */
final class ProviderCounters {
  private final ConcurrentMap<String, LongAdder> byName = new ConcurrentHashMap<>();

  LongAdder counter(String name) {
    return byName.computeIfAbsent(name, unused -> new LongAdder());
  }

  Map<String, Long> snapshot() {
    Map<String, Long> sums = new TreeMap<>();
    byName.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }
}
