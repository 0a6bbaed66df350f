package io.eventrecorder.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A part that has a link to a part that was removed is never linked to another one. */
class LinksOfPartsTest {
  private final ManualClock clock = new ManualClock();
  private final EventNames names = EventNames.of(clock);
  private final Parts parts = new Parts();

  /** Makes events; its correlator is not used. */
  private final SeriesTimeline events = new SeriesTimeline();

  private SeriesCorrelator next() {
    SeriesCorrelator correlator = SeriesCorrelator.create(SeriesOptions.defaults(), clock, names);
    parts.restore(correlator);
    correlator.changes(parts);
    return correlator;
  }

  private Correlation happens(SeriesCorrelator correlator, Event event) {
    Correlation write = correlator.correlate(event);
    if (write.kind() != Kind.SUPPRESS) {
      correlator.recorded(write, write.event());
    }
    correlator.changes(parts);
    return write;
  }

  private Event state(int count) {
    return events.event("web-0", "m").toBuilder()
        .name("web-0.1")
        .uid("uid-1")
        .count(count)
        .fromElsewhere(true)
        .build();
  }

  @Test
  void a_forgotten_event_from_elsewhere_is_not_added_to_another_series() {
    SeriesCorrelator first = next();
    happens(first, state(5));
    clock.advance(Duration.ofHours(1));
    assertThat(first.due()).isEmpty();
    first.changes(parts);
    assertThat(first.gauges()).containsEntry("observations", 0L).containsEntry("states", 1L);

    happens(next(), events.event("web-1", "m"));

    SeriesCorrelator third = next();
    assertThat(third.gauges()).containsEntry("observations", 1L).containsEntry("states", 1L);
    Correlation write = happens(third, state(7));
    assertThat(write.kind()).isEqualTo(Kind.CREATE);
    assertThat(write.event().name()).isEqualTo("web-0.1");
    assertThat(write.event().count()).isEqualTo(7);
  }
}
