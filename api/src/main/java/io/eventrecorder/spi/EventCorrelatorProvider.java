package io.eventrecorder.spi;

import java.util.List;

/** Creates correlators. Found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface EventCorrelatorProvider {
  /** {@return the name in the configuration; unique, lower case} */
  String name();

  /**
   * {@return the options, configured under {@code eventrecorder.pipeline.<pipeline>.correlator.}}
   */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * {@return a new correlator for one pipeline}
   *
   * @param context the values of the options, the clock and the source of names
   */
  EventCorrelator create(ProviderContext context);
}
