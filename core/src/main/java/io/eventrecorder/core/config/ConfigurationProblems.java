package io.eventrecorder.core.config;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Collects the problems of a configuration for one message, so that users can fix all of them at
 * once. Not thread-safe.
 */
final class ConfigurationProblems {
  private final Set<String> texts = new LinkedHashSet<>();

  /** Adds a problem with its remedy; equal texts are added once. */
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
