package io.eventrecorder.core.config;

import io.eventrecorder.core.state.StateIdentity;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The correlator of a pipeline. Immutable.
 *
 * @param name its name in the configuration; empty if the application created it
 * @param identity its name and its options
 * @param factory creates one with a clock; empty if that is not possible, which is a problem then
 */
record CorrelatorChoice(
    String name, StateIdentity identity, Function<EventClock, Optional<EventCorrelator>> factory) {
  /** {@return a correlator that exists already} */
  static CorrelatorChoice of(String name, EventCorrelator correlator) {
    return new CorrelatorChoice(
        name, StateIdentity.of(name, new TreeMap<>()), clock -> Optional.of(correlator));
  }

  Optional<EventCorrelator> create(EventClock clock) {
    return factory.apply(clock);
  }
}
