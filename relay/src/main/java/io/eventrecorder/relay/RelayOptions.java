package io.eventrecorder.relay;

import java.util.List;

/** The options of a relay. Immutable. */
public final class RelayOptions {
  private final List<String> inputTopics;

  RelayOptions(List<String> inputTopics) {
    this.inputTopics = inputTopics;
  }

  List<String> inputTopics() {
    return inputTopics;
  }

  String outputTopic() {
    return "events.correlated";
  }

  String deadTopic() {
    return "events.dead";
  }
}
