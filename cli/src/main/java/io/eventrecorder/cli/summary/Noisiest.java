package io.eventrecorder.cli.summary;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.cli.terminal.DisplayText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts which objects and which reasons have the most occurrences. The count of an event is a
 * state, so a newer state of an event adds only what is new. Its memory is bounded. Thread-safe.
 */
public final class Noisiest {
  private static final int SHOWN = 5;
  private static final int NAMES = 1_000;
  private static final int EVENTS = 10_000;
  private static final int LEAST_WIDTH = 24;

  private final TopCounts objects = new TopCounts(NAMES);
  private final TopCounts reasons = new TopCounts(NAMES);

  /** The counts of the events that were seen last. */
  private final Map<String, Integer> states = new LinkedHashMap<>(16, 0.75f, true);

  /** Creates counts at zero. */
  public Noisiest() {}

  /**
   * Counts the occurrences that an event adds.
   *
   * @param event an event, or a newer state of one
   */
  public synchronized void count(Event event) {
    int added = added(event);
    if (added > 0) {
      objects.add(object(event), added);
      reasons.add(event.reason(), added);
    }
  }

  private int added(Event event) {
    if (event.name().isEmpty()) {
      return event.occurrences();
    }
    String key = event.namespace() + "/" + event.name();
    int before = states.getOrDefault(key, 0);
    states.put(key, Math.max(before, event.occurrences()));
    if (states.size() > EVENTS) {
      states.remove(states.keySet().iterator().next());
    }
    return event.occurrences() - before;
  }

  /** {@return for example {@code pod/web-0 -n shop}, as kubectl takes it} */
  private static String object(Event event) {
    ObjectReference object = event.regarding();
    String kind = object.kind().toLowerCase(Locale.ROOT);
    return (object.name().isEmpty() ? kind : kind + "/" + object.name())
        + (object.namespace().isEmpty() ? "" : " -n " + object.namespace());
  }

  /**
   * {@return two lists, side by side; no line if nothing was counted}
   *
   * @param columns the width of the terminal
   */
  public synchronized List<String> lines(int columns) {
    List<TopCounts.Entry> left = objects.top(SHOWN);
    List<TopCounts.Entry> right = reasons.top(SHOWN);
    if (left.isEmpty()) {
      return List.of();
    }
    List<String> first = column("Noisiest objects", objects, left);
    List<String> second = column("Noisiest reasons", reasons, right);
    int secondWidth = second.stream().mapToInt(DisplayText::width).max().orElse(0);
    int room = Math.max(LEAST_WIDTH, columns - 1 - secondWidth - 3);
    int width = Math.min(room, first.stream().mapToInt(DisplayText::width).max().orElse(0));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      String cell = i < first.size() ? DisplayText.cutInside(first.get(i), width) : "";
      String line =
          cell
              + " ".repeat(width - DisplayText.width(cell) + 3)
              + (i < second.size() ? second.get(i) : "");
      lines.add(DisplayText.cut(line.stripTrailing(), Math.max(1, columns - 1)));
    }
    return lines;
  }

  private static List<String> column(
      String title, TopCounts counts, List<TopCounts.Entry> entries) {
    List<String> lines = new ArrayList<>();
    lines.add(title + (counts.isEstimated() ? " (estimated)" : ""));
    int digits = String.format(Locale.ROOT, "%,d", entries.get(0).count()).length();
    for (TopCounts.Entry entry : entries) {
      String number = String.format(Locale.ROOT, "%," + digits + "d", entry.count());
      lines.add("  " + number + "  " + DisplayText.of(entry.name()));
    }
    return lines;
  }
}
