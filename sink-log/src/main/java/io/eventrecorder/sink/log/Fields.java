package io.eventrecorder.sink.log;

import io.eventrecorder.json.Timestamps;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the named values of one event. A profile decides what they are called, an implementation
 * what becomes of them; neither knows the other.
 */
interface Fields {
  void add(String name, String value);

  void add(String name, int value);

  void add(String name, Map<String, String> values);

  /** Empty and absent are the same in an event, so what is empty is left out. */
  default void text(String name, String value) {
    if (!value.isEmpty()) {
      add(name, value);
    }
  }

  default void number(String name, int value) {
    if (value != 0) {
      add(name, value);
    }
  }

  /** Microseconds: the finest that Kubernetes knows, and the same width on every line. */
  default void time(String name, @Nullable Instant value) {
    if (value != null) {
      add(name, Timestamps.micros(value));
    }
  }

  default void entries(String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      add(name, values);
    }
  }
}
