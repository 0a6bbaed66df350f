package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correlator, and a sink that stores each write at once. */
interface Implementation {
  /** The rate limit for the events of one object. */
  enum Limiter {
    /** 25 at once, then one in 300 s. */
    STANDARD,
    /** The limiter runs, but never suppresses an event. */
    UNLIMITED
  }

  /** {@return what is written: the JSON of a patch, or a new event; null if nothing is written} */
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
