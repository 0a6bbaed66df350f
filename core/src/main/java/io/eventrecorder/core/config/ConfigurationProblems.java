package io.eventrecorder.core.config;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Everything that is wrong, for one message: whoever repairs one problem wants to know the next.
 */
final class ConfigurationProblems {
  private final Set<String> texts = new LinkedHashSet<>();

  /** Adds a problem with its remedy; the same words count once. */
  void add(String problem) {
    texts.add(problem);
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** {@return all of them in one message} */
  IllegalArgumentException exception() {
    String head =
        texts.size() == 1
            ? "The configuration of Event Recorder has a problem:"
            : "The configuration of Event Recorder has " + texts.size() + " problems:";
    return new IllegalArgumentException(head + "\n  - " + String.join("\n  - ", texts));
  }
}
