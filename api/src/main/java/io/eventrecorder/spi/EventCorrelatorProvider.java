package io.eventrecorder.spi;

import java.util.List;

/** Makes correlators; found by {@link java.util.ServiceLoader}. */
public interface EventCorrelatorProvider {
  /** {@return the name by which configuration asks for it; unique, lower case} */
  String name();

  /** {@return the options it takes, under {@code eventrecorder.pipeline.<pipeline>.correlator.}} */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * {@return a new correlator for one pipeline}
   *
   * @param context options, clock and names
   */
  EventCorrelator create(ProviderContext context);
}
