package io.eventrecorder.spi;

import java.util.List;

/** Creates sinks of one type. Found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface EventSinkProvider {
  /** {@return the type in the configuration, for example {@code kafka}; unique, lower case} */
  String type();

  /** {@return the options, configured under {@code eventrecorder.sink.<name>.}} */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Creates a sink.
   *
   * @param context the values of the options, the clock, the source of names and the objects that
   *     the application provides
   * @return a new sink
   * @throws IllegalArgumentException if the options are wrong; the message says what to change
   */
  EventSink create(ProviderContext context);

  /**
   * {@return the findings for {@code event-record check}: whether the store can be reached, and
   * whether events may be written to it}
   *
   * @param context the values of the options, the clock, the source of names and the objects that
   *     the application provides
   */
  default List<CheckResult> check(ProviderContext context) {
    return List.of();
  }
}
