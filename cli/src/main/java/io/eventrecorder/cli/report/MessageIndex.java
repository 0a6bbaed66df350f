package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the distinct messages of an input. A message belongs to an object and a reason. */
final class MessageIndex {
  private record Key(ObjectId object, String type, String reason, String message) {}

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final int[] ofState;

  /** Numbers the messages of these states. */
  MessageIndex(List<ReadState> states) {
    this.ofState = new int[states.size()];
    for (int i = 0; i < ofState.length; i++) {
      Event event = states.get(i).event();
      ofState[i] = numbers.computeIfAbsent(key(event, event.message()), unused -> numbers.size());
    }
  }

  private static Key key(Event event, String message) {
    return new Key(ObjectId.of(event.regarding()), event.type(), event.reason(), message);
  }

  /** {@return the number of distinct messages} */
  int size() {
    return numbers.size();
  }

  /** {@return the number of a state's message} */
  int ofState(int state) {
    return ofState[state];
  }

  /** {@return the number of a message about the object of an event; -1 if no state has it} */
  int find(Event event, String message) {
    return numbers.getOrDefault(key(event, message), -1);
  }
}
