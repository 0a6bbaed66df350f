package io.eventrecorder.correlator.internal.aggregate;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.correlator.internal.key.UserFunction;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the events that are written. It does no work for a suppressed event. */
public final class CorrelationWriter {
  private final String messagePrefix;
  private final UserFunction<String> messageFunction;

  /** Reused, because each aggregate sets the same fields. */
  private final Event.Builder aggregate = Event.builder();

  /**
   * Makes a writer.
   *
   * @param messagePrefix how the message of an aggregate begins
   * @param messageFunction the message of an aggregate, chosen by the application
   */
  public CorrelationWriter(String messagePrefix, UserFunction<String> messageFunction) {
    this.messagePrefix = messagePrefix;
    this.messageFunction = messageFunction;
  }

  /**
   * Makes a write of all occurrences.
   *
   * @param newest the newest occurrence
   * @param aggregateAt when it happened, if it must be written as an aggregate; else null
   * @param identity the key of a created event that has none
   */
  Correlation write(
      Observation observation, Event newest, @Nullable Instant aggregateAt, String identity) {
    boolean create = !observation.created;
    observation.handedOut = observation.seen;
    observation.created = true;
    observation.everCreated = true;
    observation.clearLatest();
    AggregateAttachment attachment =
        new AggregateAttachment(observation, observation.seen, observation.raised);
    if (create && !observation.repeated) {
      Event first = aggregateAt == null ? newest : counted(observation, newest, aggregateAt);
      return Correlation.create(keyed(first, identity), null, true, attachment);
    }
    Event event = counted(observation, newest, aggregateAt);
    EventPatch patch =
        event.isFromElsewhere() && event.series() != null
            ? EventPatch.ofState(event)
            : EventPatch.ofCount(event);
    return create
        ? Correlation.create(keyed(event, identity), patch, true, attachment)
        : Correlation.patch(event, patch, true, attachment);
  }

  private static Event keyed(Event event, String identity) {
    return identity.isEmpty() || !event.key().isEmpty()
        ? event
        : event.toBuilder().key(identity).build();
  }

  /** How often the message function threw or returned null. */
  long failures() {
    return messageFunction.failures();
  }

  private Event counted(Observation observation, Event newest, @Nullable Instant aggregateAt) {
    if (aggregateAt != null) {
      return aggregate(observation, newest, aggregateAt);
    }
    Event event =
        newest.counted(
            observation.name,
            uid(observation, newest),
            observation.resourceVersion,
            observation.count,
            observation.first(newest.firstTimestamp()),
            observation.last(newest.lastTimestamp()));
    return newest.isFromElsewhere() && newest.series() != null
        ? event.toBuilder().series(new EventSeries(event.count(), event.lastTimestamp())).build()
        : event;
  }

  /**
   * All states of one event have one uid, that of its first occurrence. The uid of an event from
   * elsewhere with another name is that of another object in the store.
   */
  private static String uid(Observation observation, Event newest) {
    return newest.isFromElsewhere() && newest.name().equals(observation.name)
        ? newest.uid()
        : observation.uid();
  }

  private Event aggregate(Observation observation, Event newest, Instant at) {
    AggregateMetadata metadata = observation.metadata();
    return aggregate
        .namespace(newest.namespace())
        .regarding(newest.regarding())
        .type(newest.type())
        .reason(newest.reason())
        .source(newest.source())
        .reportingController(newest.reportingController())
        .reportingInstance(newest.reportingInstance())
        .message(aggregateMessage(newest))
        .labels(metadata.labels())
        .annotations(metadata.annotations())
        .related(metadata.related())
        .action(metadata.action())
        .uid(uid(observation, newest))
        .name(observation.name)
        .resourceVersion(observation.resourceVersion)
        .firstTimestamp(observation.first(metadata.since()))
        .lastTimestamp(observation.last(at))
        .count(observation.count)
        .build();
  }

  private String aggregateMessage(Event newest) {
    String chosen = messageFunction.apply(newest);
    return chosen == null ? messagePrefix.concat(newest.message()) : chosen;
  }
}
