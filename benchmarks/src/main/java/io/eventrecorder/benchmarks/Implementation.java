package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correlator and a sink that answers at once. */
interface Implementation {
  /** How much may be written of one object and type. */
  enum Limiter {
    /** 25 at once, then one in 300 s. */
    STANDARD,
    /** Asked, but never empty. */
    WIDE_OPEN
  }

  /** {@return what is written: the text of a patch, or an event to create; null if nothing is} */
  @Nullable Object next();

  static Implementation of(String name, List<Event> events, Limiter limiter) {
    return switch (name) {
      case "eventrecorder" -> new EventRecorderImplementation(events, limiter);
      case "client-java" -> new ClientJavaImplementation(events, limiter);
      default ->
          throw new IllegalArgumentException(
              "implementation " + name + " is neither eventrecorder nor client-java");
    };
  }
}
