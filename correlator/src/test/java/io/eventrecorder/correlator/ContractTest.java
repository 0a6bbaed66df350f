package io.eventrecorder.correlator;

import io.eventrecorder.correlator.CorrelatorOptions.Identity;
import io.eventrecorder.correlator.CorrelatorOptions.Reporters;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.testkit.EventCorrelatorContract;
import io.eventrecorder.testkit.StatefulCorrelatorContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** Runs the contract tests for every correlator against ours. */
class ContractTest {
  @Nested
  class Aggregating extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      return AggregatingCorrelator.create(CorrelatorOptions.clientGo(), clock, names);
    }
  }

  @Nested
  class ForOperators extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      return AggregatingCorrelator.create(CorrelatorOptions.operator(), clock, names);
    }
  }

  /** As in a relay, events are forgotten and reporters are components. */
  @Nested
  class ForRelays extends StatefulCorrelatorContract {
    @Override
    protected StatefulCorrelator createCorrelator(EventClock clock, EventNames names) {
      CorrelatorOptions options =
          CorrelatorOptions.builder()
              .observationExpiry(Duration.ofMinutes(30))
              .identity(Identity.NORMALIZED_MESSAGE)
              .reporters(Reporters.COMPONENT)
              .build();
      return AggregatingCorrelator.create(options, clock, names);
    }
  }

  @Nested
  class None extends EventCorrelatorContract {
    @Override
    protected EventCorrelator createCorrelator(EventClock clock, EventNames names) {
      return EventCorrelator.none();
    }
  }
}
