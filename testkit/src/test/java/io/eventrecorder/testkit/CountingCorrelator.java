package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The simplest correlator that keeps all rules: it counts, writes at most once a minute for each
 * event, and catches up by time. Others break it.
 */
class CountingCorrelator implements EventCorrelator {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  static final class State {
    Event newest;
    int count;
    int written;
    int stored;
    boolean created;
    long next;

    State(Event newest) {
      this.newest = newest;
    }
  }

  final EventClock clock;
  final Map<List<Object>, State> states = new LinkedHashMap<>();

  CountingCorrelator(EventClock clock) {
    this.clock = clock;
  }

  @Override
  public Correlation correlate(Event event) {
    State state =
        states.computeIfAbsent(
            List.of(
                event.namespace(),
                event.regarding(),
                event.type(),
                event.reason(),
                event.message()),
            key -> new State(event));
    state.count++;
    state.newest =
        event.toBuilder()
            .name(state.newest.name().isEmpty() ? "nameless" : state.newest.name())
            .count(state.count)
            .build();
    return !state.created || clock.nanoTime() >= state.next ? write(state) : Correlation.suppress();
  }

  Correlation write(State state) {
    boolean created = state.created;
    state.created = true;
    state.written = state.count;
    state.next = clock.nanoTime() + PAUSE;
    EventPatch patch = EventPatch.ofCount(state.newest);
    return created
        ? Correlation.patch(state.newest, patch, true, state)
        : Correlation.create(state.newest, patch, true, state);
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    State state = state(written);
    state.stored = Math.max(state.stored, written.event().count());
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    State state = state(written);
    state.created = false;
    state.written = 0;
    state.stored = 0;
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    State state = state(written);
    state.newest = state.newest.toBuilder().name(inStore.name()).build();
    state.written = state.stored;
  }

  @Override
  public List<Correlation> due() {
    return writeBehind(clock.nanoTime());
  }

  @Override
  public OptionalLong nextDueNanos() {
    return states.values().stream().filter(this::isBehind).mapToLong(state -> state.next).min();
  }

  @Override
  public List<Correlation> drain() {
    return writeBehind(Long.MAX_VALUE);
  }

  @Override
  public long unwritten() {
    return states.values().stream().mapToLong(state -> state.count - state.stored).sum();
  }

  static State state(Correlation written) {
    @Nullable Object attachment = written.attachment();
    if (attachment instanceof State state) {
      return state;
    }
    throw new IllegalArgumentException("not of this correlator: " + written);
  }

  private List<Correlation> writeBehind(long until) {
    List<Correlation> writes = new ArrayList<>();
    for (State state : states.values()) {
      if (isBehind(state) && state.next <= until) {
        writes.add(write(state));
      }
    }
    return writes;
  }

  private boolean isBehind(State state) {
    return state.created && state.written < state.count;
  }
}
