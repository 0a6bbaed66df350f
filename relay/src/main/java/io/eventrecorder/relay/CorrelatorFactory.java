package io.eventrecorder.relay;

import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;

/** Makes the correlators of a relay: one for each partition. Thread-safe. */
@FunctionalInterface
public interface CorrelatorFactory {
  /**
   * {@return a new correlator that knows no event}
   *
   * @param clock the time of the partition; it counts nanoseconds since 1970
   * @param names for events that the correlator itself makes; it may ask only in {@code correlate}
   */
  StatefulCorrelator create(EventClock clock, EventNames names);
}
