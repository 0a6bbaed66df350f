package io.eventrecorder.correlator.internal.key;

import io.eventrecorder.Event;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of the application that chooses group and local key of an event. It may be missing.
 * Not thread-safe.
 *
 * @param <K> the class of the result
 */
public final class AggregationFunction<K> {
  private final UserFunction<K> function;
  private final Function<K, String> groupOf;
  private final Function<K, String> localOf;
  private @Nullable K key;

  /**
   * Wraps a function.
   *
   * @param function null: there is none
   * @param groupOf the group of a result
   * @param localOf the local key of a result
   */
  public AggregationFunction(
      @Nullable Function<Event, K> function,
      Function<K, String> groupOf,
      Function<K, String> localOf) {
    this.function = new UserFunction<>(function);
    this.groupOf = groupOf;
    this.localOf = localOf;
  }

  boolean isPresent() {
    return function.isPresent();
  }

  /** Calls the function. The result stays until the next call. */
  void read(Event event) {
    key = function.apply(event);
  }

  /** The group that was chosen; null: the built-in one. */
  @Nullable String group() {
    return key == null ? null : groupOf.apply(key);
  }

  /** The local key that was chosen; null: the built-in one. */
  @Nullable String local() {
    return key == null ? null : localOf.apply(key);
  }

  long failures() {
    return function.failures();
  }
}
