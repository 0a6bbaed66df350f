package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One step of the {@link EventSanitizer}: it makes one part of an event acceptable. */
@FunctionalInterface
interface SanitizerStep {
  /**
   * Sets what this step changes.
   *
   * @param event the event before the first step: so the order of the steps does not matter
   * @param result the event after the last step
   * @return what was changed, for the log; null if nothing was
   */
  @Nullable String apply(Event event, Event.Builder result);

  /** {@return a step that replaces one value of the event, if the accepted value differs} */
  static <T> SanitizerStep replace(
      String what,
      Function<Event, T> value,
      Function<Event, T> accepted,
      BiConsumer<Event.Builder, T> setter) {
    return (event, result) -> {
      T wanted = accepted.apply(event);
      boolean differs = !Objects.equals(wanted, value.apply(event));
      if (differs) {
        setter.accept(result, wanted);
      }
      return differs ? what : null;
    };
  }
}
