package io.eventrecorder.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The states of an input, merged into events. An event without a name is one of its own. All others
 * are the same if namespace, name and uid are equal.
 */
final class EventStates {
  private record Identity(String namespace, String name, String uid) {}

  private final List<ReadState> states;
  private final List<DistinctEvent> events;
  private final int[] eventOfState;
  private final int[] added;
  private final int jumps;

  private EventStates(
      List<ReadState> states,
      List<DistinctEvent> events,
      int[] eventOfState,
      int[] added,
      int jumps) {
    this.states = states;
    this.events = events;
    this.eventOfState = eventOfState;
    this.added = added;
    this.jumps = jumps;
  }

  /**
   * {@return the states and their events}
   *
   * @param states in their order of time
   */
  static EventStates of(List<ReadState> states) {
    Map<Identity, Integer> known = new HashMap<>();
    List<DistinctEvent> events = new ArrayList<>();
    int[] eventOfState = new int[states.size()];
    int[] added = new int[states.size()];
    int jumps = 0;
    for (int i = 0; i < states.size(); i++) {
      ReadState state = states.get(i);
      Integer before = state.name().isEmpty() ? null : known.get(identity(state));
      int index = before == null ? events.size() : before;
      if (before == null) {
        known.put(identity(state), index);
        events.add(DistinctEvent.of(state));
        added[i] = state.event().occurrences();
      } else {
        DistinctEvent event = events.get(index);
        added[i] = Math.max(0, state.event().occurrences() - event.count());
        events.set(index, event.with(state));
      }
      jumps += added[i] > 1 ? 1 : 0;
      eventOfState[i] = index;
    }
    return sortedByFirst(states, events, eventOfState, added, jumps);
  }

  private static Identity identity(ReadState state) {
    return new Identity(state.event().namespace(), state.name(), state.event().uid());
  }

  private static EventStates sortedByFirst(
      List<ReadState> states,
      List<DistinctEvent> events,
      int[] eventOfState,
      int[] added,
      int jumps) {
    List<Integer> order =
        IntStream.range(0, events.size())
            .boxed()
            .sorted(Comparator.comparing(index -> events.get(index).first()))
            .toList();
    int[] newIndex = new int[events.size()];
    for (int i = 0; i < newIndex.length; i++) {
      newIndex[order.get(i)] = i;
    }
    int[] moved = IntStream.of(eventOfState).map(index -> newIndex[index]).toArray();
    return new EventStates(
        List.copyOf(states), order.stream().map(events::get).toList(), moved, added, jumps);
  }

  /** {@return the states, by time} */
  List<ReadState> states() {
    return states;
  }

  /** {@return the events, by the time of their first occurrence} */
  List<DistinctEvent> events() {
    return events;
  }

  /** {@return the index of the event that a state is of} */
  int eventOf(int state) {
    return eventOfState[state];
  }

  /** {@return how many occurrences a state adds to those of the states before it} */
  int added(int state) {
    return added[state];
  }

  /** {@return how many states add more than one occurrence} */
  int jumps() {
    return jumps;
  }

  /** {@return the sum of the counts of all events} */
  long occurrences() {
    return events.stream().mapToLong(DistinctEvent::count).sum();
  }
}
