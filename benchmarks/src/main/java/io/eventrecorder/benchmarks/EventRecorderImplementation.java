package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.AggregatingCorrelator;
import io.eventrecorder.correlator.CorrelatorOptions;
import io.eventrecorder.json.EventJson;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.EventPatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The correlator {@code aggregating}, with its default capacities. */
final class EventRecorderImplementation implements Implementation {
  private final RoundRobin<Event> events;
  private final AggregatingCorrelator correlator;

  EventRecorderImplementation(List<Event> events, Limiter limiter) {
    this.events = new RoundRobin<>(events);
    CorrelatorOptions options =
        limiter == Limiter.STANDARD
            ? CorrelatorOptions.clientGo()
            : CorrelatorOptions.builder().burst(Integer.MAX_VALUE).build();
    EventClock clock = EventClock.system();
    correlator = AggregatingCorrelator.create(options, clock, EventNames.of(clock));
  }

  @Override
  public @Nullable Object next() {
    Correlation correlation = correlator.correlate(events.next());
    if (correlation.kind() == Kind.SUPPRESS) {
      return null;
    }
    Event event = correlation.event();
    EventPatch patch = correlation.patch();
    Object written = patch == null ? event : EventJson.mergePatch(patch);
    correlator.recorded(correlation, event);
    return written;
  }
}
