package io.eventrecorder.spi;

import java.util.List;

/** Makes sinks of one type; found by {@link java.util.ServiceLoader}. */
public interface EventSinkProvider {
  /**
   * {@return the type by which configuration asks for it, for example {@code kafka}; unique, lower
   * case}
   */
  String type();

  /** {@return the options it takes, under {@code eventrecorder.sink.<name>.}} */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Makes a sink. Throws {@link IllegalArgumentException} with the remedy in words if it cannot.
   *
   * @param context options, clock, names and what the application provides
   * @return a new sink
   */
  EventSink create(ProviderContext context);

  /**
   * {@return what {@code event-record check} is to report: can it be reached, may it be written to}
   *
   * @param context options, clock, names and what the application provides
   */
  default List<CheckResult> check(ProviderContext context) {
    return List.of();
  }
}
