package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventPatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts events by name, in absolute states, and keeps the notifications that it gets. */
public final class CountingCorrelator implements EventCorrelator {
  public final List<String> notified = new ArrayList<>();
  final List<Correlation> due = new ArrayList<>();
  public final List<Correlation> drain = new ArrayList<>();
  OptionalLong nextDue = OptionalLong.empty();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  @Override
  public Correlation correlate(Event event) {
    int count = counts.merge(event.name(), 1, Integer::sum);
    String name = names.getOrDefault(event.name(), event.name());
    return write(event.toBuilder().name(name).count(count).build());
  }

  public static Correlation write(Event event) {
    return event.count() == 1
        ? Correlation.create(event, null, true, event.name())
        : Correlation.patch(event, EventPatch.ofCount(event), true, event.name());
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    notified.add("recorded " + stored.name() + "=" + stored.count());
    names.put(written.event().name(), stored.name());
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    notified.add(why + " " + written.event().name() + "=" + written.event().count());
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    notified.add(
        why
            + " "
            + written.event().name()
            + "="
            + written.event().count()
            + " of "
            + inStore.name());
    names.put(written.event().name(), inStore.name());
  }

  @Override
  public List<Correlation> due() {
    List<Correlation> now = List.copyOf(due);
    due.clear();
    return now;
  }

  @Override
  public OptionalLong nextDueNanos() {
    return nextDue;
  }

  @Override
  public List<Correlation> drain() {
    return List.copyOf(drain);
  }
}
