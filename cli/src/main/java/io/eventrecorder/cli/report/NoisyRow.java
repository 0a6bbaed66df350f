package io.eventrecorder.cli.report;

import io.eventrecorder.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A row of the tables of the noisiest objects and reasons.
 *
 * @param name the object or the reason
 * @param occurrences how often its events happened
 * @param warnings how often those of them happened that are warnings
 */
record NoisyRow(String name, long occurrences, long warnings) {
  private static final int ROWS = 10;

  /** {@return the ten names with the most occurrences, the greatest first} */
  static List<NoisyRow> of(List<DistinctEvent> events, Function<DistinctEvent, String> name) {
    Map<String, NoisyRow> rows = new HashMap<>();
    for (DistinctEvent event : events) {
      long warnings = EventType.isWarning(event.event().type()) ? event.count() : 0;
      rows.merge(
          name.apply(event),
          new NoisyRow(name.apply(event), event.count(), warnings),
          NoisyRow::plus);
    }
    List<NoisyRow> sorted = new ArrayList<>(rows.values());
    sorted.sort(
        Comparator.comparingLong(NoisyRow::occurrences).reversed().thenComparing(NoisyRow::name));
    return List.copyOf(sorted.subList(0, Math.min(ROWS, sorted.size())));
  }

  private NoisyRow plus(NoisyRow other) {
    return new NoisyRow(name, occurrences + other.occurrences, warnings + other.warnings);
  }
}
