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
  private static final int LEAST_NAME = 13;
  private static final String NAMESPACE = " -n ";
  private static final String BETWEEN = "   ";

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
        + (object.namespace().isEmpty() ? "" : NAMESPACE + object.namespace());
  }

  /**
   * {@return two lists, side by side if there is room; no line if nothing was counted}
   *
   * @param columns the width of the terminal
   */
  public synchronized List<String> lines(int columns) {
    int limit = Math.max(1, columns - 1);
    List<String> left = list("Noisiest objects", objects, limit);
    List<String> right = list("Noisiest reasons", reasons, limit);
    int leftWidth = width(left);
    List<String> lines = new ArrayList<>();
    if (left.isEmpty()) {
      return lines;
    }
    if (leftWidth + BETWEEN.length() + width(right) > limit) {
      lines.addAll(left);
      lines.add("");
      lines.addAll(right);
      return lines;
    }
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String cell = i < left.size() ? left.get(i) : "";
      String free = " ".repeat(leftWidth - DisplayText.width(cell)) + BETWEEN;
      lines.add((cell + free + (i < right.size() ? right.get(i) : "")).stripTrailing());
    }
    return lines;
  }

  private static int width(List<String> lines) {
    return lines.stream().mapToInt(DisplayText::width).max().orElse(0);
  }

  private static List<String> list(String title, TopCounts counts, int limit) {
    List<TopCounts.Entry> entries = counts.top(SHOWN);
    List<String> lines = new ArrayList<>();
    if (entries.isEmpty()) {
      return lines;
    }
    String what = title + " (occurrences" + (counts.isEstimated() ? ", estimated)" : ")");
    lines.add(DisplayText.cut(what, limit));
    int digits = String.valueOf(entries.get(0).count()).length();
    for (TopCounts.Entry entry : entries) {
      String number = String.format(Locale.ROOT, "  %" + digits + "d  ", entry.count());
      String name = shortened(DisplayText.of(entry.name()), limit - number.length());
      lines.add(DisplayText.cut(number + name, limit));
    }
    return lines;
  }

  /** Cuts the middle of the name of an object: its end differs between pods. */
  private static String shortened(String text, int limit) {
    int at = text.lastIndexOf(NAMESPACE);
    String name = at < 0 ? text : text.substring(0, at);
    String namespace = text.substring(name.length());
    int room = limit - DisplayText.width(namespace);
    return DisplayText.width(text) <= limit || room < LEAST_NAME
        ? DisplayText.cutInside(text, limit)
        : DisplayText.cutInside(name, room) + namespace;
  }
}
