package io.eventrecorder.cli.script;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends writes to the store, and reacts to each answer as a pipeline does. */
final class SeriesScriptWriter {
  private static final int MAX_ATTEMPTS = 12;
  private static final Set<String> REFUSALS = Set.of("403", "422", "construction");

  private final EventCorrelator correlator;
  private final SeriesStore store;
  private final SeriesRequestLog requests;
  private final EventNames names;

  /** The answer to all requests for an object, by the name of the object. */
  private final Map<String, String> failing = new HashMap<>();

  /** The newest state of each event that waits until its object no longer fails. */
  private final Map<String, Correlation> waiting = new LinkedHashMap<>();

  /** The keys of all events that were sent at least once. */
  private final Set<String> tried = new HashSet<>();

  SeriesScriptWriter(
      EventCorrelator correlator, SeriesStore store, SeriesRequestLog requests, EventNames names) {
    this.correlator = correlator;
    this.store = store;
    this.requests = requests;
    this.names = names;
  }

  /** Sets the answer to all requests for an object; an empty answer lets the store decide again. */
  void fail(String object, String answer) {
    if (answer.isEmpty()) {
      failing.remove(object);
    } else {
      failing.put(object, answer);
    }
    if (!waits(object)) {
      List<Correlation> late = new ArrayList<>(waiting.values());
      late.removeIf(write -> !object(write).equals(object));
      waiting.values().removeAll(late);
      late.forEach(write -> send(write, "late"));
    }
  }

  /** Sends a write now, or keeps it while requests for its object fail. */
  void write(Correlation write, String cause) {
    if (write.kind() == Correlation.Kind.SUPPRESS) {
      return;
    }
    if (waits(object(write))) {
      waiting.put(SeriesStore.key(write.event()), write);
    } else {
      send(write, cause);
    }
  }

  private boolean waits(String object) {
    String answer = failing.get(object);
    return answer != null && !REFUSALS.contains(answer);
  }

  private static String object(Correlation write) {
    return write.event().regarding().name();
  }

  private void send(Correlation write, String cause) {
    Event event = write.event();
    boolean create = write.kind() == Correlation.Kind.CREATE;
    boolean renamed = false;
    for (int attempts = 1; attempts <= MAX_ATTEMPTS; ) {
      boolean ours = tried.contains(SeriesStore.key(event));
      String answer = request(event, create, cause);
      if (answer.equals(SeriesStore.OK)) {
        Event stored = store.find(SeriesStore.key(event));
        correlator.recorded(write, stored == null ? event : stored);
        return;
      }
      boolean gone = answer.equals(SeriesStore.NOT_FOUND) && !create;
      boolean taken = answer.equals(SeriesStore.ALREADY_EXISTS) && create;
      if (REFUSALS.contains(answer) || (taken && !ours && renamed)) {
        correlator.notRecorded(write, NotRecorded.REJECTED);
        return;
      }
      if (gone) {
        create = true;
      } else if (taken && ours) {
        create = false;
      } else if (taken) {
        renamed = true;
        event = event.toBuilder().name(names.next(event.regarding().name())).build();
      } else {
        attempts++;
      }
    }
    correlator.notRecorded(write, NotRecorded.OUT_OF_BUDGET);
  }

  private String request(Event event, boolean create, String cause) {
    EventPatch patch = create ? null : EventPatch.ofSeries(event);
    String refusal = failing.get(event.regarding().name());
    String answer = refusal == null ? store.request(event, patch) : refusal;
    tried.add(SeriesStore.key(event));
    requests.add(event, patch, answer, cause);
    return answer;
  }
}
