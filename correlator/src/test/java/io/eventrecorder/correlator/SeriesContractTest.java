package io.eventrecorder.correlator;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.testkit.StatefulCorrelatorContract;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests for correlators with a memory against {@code series}. */
class SeriesContractTest {
  @Nested
  class WithDefaults extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      return SeriesCorrelator.create(SeriesOptions.defaults(), clock, names);
    }
  }

  @Nested
  class ByMessage extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      SeriesOptions options =
          SeriesOptions.builder().identity(Identity.MESSAGE).reporters(Reporters.COMPONENT).build();
      return SeriesCorrelator.create(options, clock, names);
    }
  }
}
