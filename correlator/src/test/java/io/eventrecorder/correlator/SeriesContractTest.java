package io.eventrecorder.correlator;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.EventCorrelatorContract;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests for every correlator against {@code series}. */
class SeriesContractTest {
  @Nested
  class WithDefaults extends EventCorrelatorContract {
    @Override
    protected EventCorrelator createCorrelator(EventClock clock, EventNames names) {
      return SeriesCorrelator.create(SeriesOptions.defaults(), clock, names);
    }
  }

  @Nested
  class ByMessage extends EventCorrelatorContract {
    @Override
    protected EventCorrelator createCorrelator(EventClock clock, EventNames names) {
      SeriesOptions options = SeriesOptions.builder().identity(Identity.MESSAGE).build();
      return SeriesCorrelator.create(options, clock, names);
    }
  }
}
