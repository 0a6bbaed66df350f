package io.eventrecorder.sink.log;

import io.eventrecorder.json.Timestamps;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one event. A {@link Layout} names them, an implementation writes them. */
interface Fields {
  void add(String name, String value);

  void add(String name, int value);

  void add(String name, Map<String, String> values);

  /** Adds a text. An empty text is left out, because empty means absent in an event. */
  default void text(String name, String value) {
    if (!value.isEmpty()) {
      add(name, value);
    }
  }

  /** Adds a number. 0 is left out, because it means absent in an event. */
  default void number(String name, int value) {
    if (value != 0) {
      add(name, value);
    }
  }

  /** Adds a time with microseconds, the finest precision that Kubernetes has. Null is left out. */
  default void time(String name, @Nullable Instant value) {
    if (value != null) {
      add(name, Timestamps.micros(value));
    }
  }

  /** Adds a map. An empty map is left out. */
  default void entries(String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      add(name, values);
    }
  }
}
