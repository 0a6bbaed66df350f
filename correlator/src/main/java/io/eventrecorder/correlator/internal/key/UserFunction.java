package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of the application, which may be missing. A call that throws or returns null is
 * counted, and the caller then uses its built-in result. Not thread-safe.
 *
 * @param <T> the class of the result
 */
public final class UserFunction<T> {
  private final @Nullable Function<Event, T> function;
  private long failures;

  /** Wraps a function; null: there is none. */
  public UserFunction(@Nullable Function<Event, T> function) {
    this.function = function;
  }

  /** Whether there is a function. */
  public boolean isPresent() {
    return function != null;
  }

  /** The result for an event; null if there is no function, or it threw or returned null. */
  public @Nullable T apply(Event event) {
    return function == null ? null : call(function, event);
  }

  /** How often the function threw or returned null. */
  public long failures() {
    return failures;
  }

  private @Nullable T call(Function<Event, T> present, Event event) {
    @Nullable T result = null;
    try {
      result = present.apply(event);
    } catch (RuntimeException e) {
      // counted below, like null: the caller uses its built-in result for this event
    }
    if (result == null) {
      failures++;
    }
    return result;
  }
}
