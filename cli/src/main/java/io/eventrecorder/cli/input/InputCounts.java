package io.eventrecorder.cli.input;

import io.eventrecorder.cli.terminal.Quantity;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a source reads. Thread-safe. */
public final class InputCounts {
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();
  private final Map<String, AtomicLong> passedOver = new ConcurrentSkipListMap<>();

  /** Creates counters at zero. */
  public InputCounts() {}

  /** Counts an event that was read. */
  public void addEvent() {
    read.incrementAndGet();
  }

  /** Counts an item that is not an event. */
  public void addBad() {
    bad.incrementAndGet();
  }

  /**
   * Counts an item that is passed over on purpose.
   *
   * @param why the reason in one word or a few
   */
  public void addPassedOver(String why) {
    passedOver.computeIfAbsent(why, key -> new AtomicLong()).incrementAndGet();
  }

  /** {@return the number of events read so far} */
  public long read() {
    return read.get();
  }

  /** {@return the number of items that are not events} */
  public long bad() {
    return bad.get();
  }

  /** {@return how many items were passed over on purpose, by the reason} */
  public Map<String, Long> passedOver() {
    Map<String, Long> counts = new TreeMap<>();
    passedOver.forEach((why, count) -> counts.put(why, count.get()));
    return counts;
  }

  /**
   * {@return how many items were passed over or skipped; empty if there were none}
   *
   * @param separator comes before each part of the text
   */
  public String others(String separator) {
    StringBuilder text = new StringBuilder();
    long passed = passedOver.values().stream().mapToLong(AtomicLong::get).sum();
    if (passed > 0) {
      StringJoiner each = new StringJoiner(", ", " passed over (", ")");
      passedOver.forEach((what, count) -> each.add(count + " " + what));
      text.append(separator).append(Quantity.of(passed, "item")).append(each);
    }
    if (bad.get() > 0) {
      text.append(separator).append(Quantity.of(bad.get(), "bad item")).append(" skipped");
    }
    return text.toString();
  }
}
