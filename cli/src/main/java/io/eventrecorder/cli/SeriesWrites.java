package io.eventrecorder.cli;

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

/** Sends writes and does about each answer what a pipeline does. */
final class SeriesWrites {
  private static final int MOST_TRIES = 12;
  private static final Set<String> REFUSALS = Set.of("403", "422", "construction");

  private final EventCorrelator correlator;
  private final SeriesStore store;
  private final SeriesRequests requests;
  private final EventNames names;

  /** By object: how its requests are answered for the time being. */
  private final Map<String, String> failing = new HashMap<>();

  /** The newest state of each event that waits for the end of that. */
  private final Map<String, Correlation> waiting = new LinkedHashMap<>();

  /** The events that were stored or tried. */
  private final Set<String> tried = new HashSet<>();

  SeriesWrites(
      EventCorrelator correlator, SeriesStore store, SeriesRequests requests, EventNames names) {
    this.correlator = correlator;
    this.store = store;
    this.requests = requests;
    this.names = names;
  }

  /** From now on requests for events of an object are answered so; empty: as the store has it. */
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
    for (int tries = 1; tries <= MOST_TRIES; ) {
      boolean ours = tried.contains(SeriesStore.key(event));
      String answer = request(event, create, cause);
      if (answer.equals(SeriesStore.OK)) {
        Event stored = store.find(SeriesStore.key(event));
        correlator.recorded(write, stored == null ? event : stored);
        return;
      }
      boolean gone = answer.equals(SeriesStore.NOT_FOUND) && !create;
      boolean there = answer.equals(SeriesStore.ALREADY_EXISTS) && create;
      if (REFUSALS.contains(answer) || (there && !ours && renamed)) {
        correlator.notRecorded(write, NotRecorded.REJECTED);
        return;
      }
      if (gone) {
        create = true;
      } else if (there && ours) {
        create = false;
      } else if (there) {
        renamed = true;
        event = event.toBuilder().name(names.next(event.regarding().name())).build();
      } else {
        tries++;
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
