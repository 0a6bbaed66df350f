package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events that the report shows, without the fields that it does not need. If there are
 * more than the limit, it keeps the newest, because a person who makes a report looks for the cause
 * of what happens now. For one thread.
 */
final class EventCollector {
  /** How much of a message is kept. The API server takes 1 kB. */
  static final int LONGEST_MESSAGE = 4000;

  private record Kept(ReadState state, long order) {}

  private static final Comparator<Kept> BY_TIME =
      Comparator.<Kept, Instant>comparing(kept -> kept.state().time())
          .thenComparingLong(Kept::order);

  /** Its bounds get their times when all events are there. */
  private Selection selection;

  private final String defaultNamespace;
  private final int limit;
  private final Instant now;
  private final EventNames names = EventNames.of(EventClock.system());
  private final OwnerReferenceReader owners = new OwnerReferenceReader();
  private final PriorityQueue<Kept> kept = new PriorityQueue<>(BY_TIME);

  /** Events that came before the first one with a time. They get the time of that one. */
  private final List<Event> waiting = new ArrayList<>();

  private @Nullable Instant last;
  private long order;
  private long filtered;
  private long leftOut;
  private long cut;

  /**
   * Creates a collector that has no events.
   *
   * @param selection which events are kept
   * @param defaultNamespace the namespace of events about objects that have none
   * @param limit how many events are kept
   * @param now the time of the events if none of them has a time
   */
  EventCollector(Selection selection, String defaultNamespace, int limit, Instant now) {
    this.selection = selection;
    this.defaultNamespace = defaultNamespace;
    this.limit = limit;
    this.now = now;
  }

  /** Takes the next event of the input. */
  void accept(Event event) {
    boolean chosen = selection.only().test(event);
    filtered += chosen ? 0 : 1;
    Instant time = event.lastOccurrence();
    Instant at = time == null ? last : time;
    if (at != null) {
      last = at;
      waiting.forEach(early -> keep(early, at, false));
      waiting.clear();
    }
    if (chosen && at != null) {
      keep(event, at, time != null);
    } else if (chosen) {
      waitForTime(event);
    }
  }

  private void waitForTime(Event event) {
    if (waiting.size() < limit) {
      waiting.add(event);
    } else {
      leftOut++;
    }
  }

  private void keep(Event event, Instant time, boolean dated) {
    if (!selection.includes(time)) {
      filtered++;
      return;
    }
    boolean full = kept.size() == limit;
    if (full && time.isBefore(kept.element().state().time())) {
      leftOut++;
      return;
    }
    if (full) {
      kept.remove();
      leftOut++;
    }
    Event slim = slim(event, time);
    kept.add(new Kept(new ReadState(slim, event.name(), time, dated, owners.of(event)), order++));
  }

  /**
   * Completes an event as a pipeline does, and takes away what the report does not show. The name
   * is made for the correlator only.
   */
  private Event slim(Event event, Instant time) {
    Event.Builder slim =
        event.toBuilder()
            .complete(time)
            .fromElsewhere(true)
            .resourceVersion("")
            .unknownFields(Map.of())
            .message(shortened(event.message()));
    if (event.namespace().isEmpty()) {
      String objects = event.regarding().namespace();
      slim.namespace(objects.isEmpty() ? defaultNamespace : objects);
    }
    if (event.name().isEmpty()) {
      slim.name(names.next(event.regarding().name()));
    }
    return slim.build();
  }

  private String shortened(String message) {
    if (message.length() <= LONGEST_MESSAGE) {
      return message;
    }
    cut++;
    int end = LONGEST_MESSAGE;
    if (Character.isHighSurrogate(message.charAt(end - 1))) {
      end--;
    }
    return message.substring(0, end) + "… (" + (message.length() - end) + " more characters)";
  }

  /** {@return the states that are kept, by time; states of one time are in the order of reading} */
  List<ReadState> states() {
    waiting.forEach(early -> keep(early, now, false));
    waiting.clear();
    List<Kept> sorted = new ArrayList<>(kept);
    sorted.sort(BY_TIME);
    List<ReadState> states = new ArrayList<>(sorted.size());
    sorted.forEach(each -> states.add(each.state()));
    if (states.isEmpty()) {
      return states;
    }
    Instant newest = TimeRange.of(times(states)).to();
    selection = selection.resolve(newest);
    int before = states.size();
    states.removeIf(state -> !selection.includes(state.time()));
    filtered += before - states.size();
    return states;
  }

  static List<Instant> times(List<ReadState> states) {
    return states.stream().map(ReadState::time).toList();
  }

  /** {@return the selection; after {@link #states}, its bounds are times} */
  Selection selection() {
    return selection;
  }

  /** {@return whether any event of the input says when it happened} */
  boolean timed() {
    return last != null;
  }

  /** {@return how many events the selection excludes} */
  long filtered() {
    return filtered;
  }

  /** {@return how many events were left out because of the limit} */
  long leftOut() {
    return leftOut;
  }

  /** {@return how many messages were cut} */
  long cut() {
    return cut;
  }
}
