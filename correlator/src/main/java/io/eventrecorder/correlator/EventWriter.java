package io.eventrecorder.correlator;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventPatch;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the events that are written; nothing of it happens for one that is suppressed. */
final class EventWriter {
  /**
   * What comes back with the answer: the occurrences up to this one are in the write, and what the
   * store had told of by then.
   */
  record Written(Observation observation, long upTo, int raised) {}

  private final String messagePrefix;
  private final @Nullable Function<Event, String> messageFunction;
  private long failures;

  EventWriter(CorrelatorOptions options) {
    this.messagePrefix = options.messagePrefix();
    this.messageFunction = options.messageFunction();
  }

  /**
   * Hands out a write of all that was observed.
   *
   * @param newest the newest occurrence
   * @param combineAt when it happened, if it is to be made an aggregate; else null
   * @param identity the key that a created event gets, unless it has one
   */
  Correlation write(
      Observation observation, Event newest, @Nullable Instant combineAt, String identity) {
    boolean create = !observation.created;
    observation.handedOut = observation.seen;
    observation.created = true;
    observation.everCreated = true;
    observation.latest = null;
    observation.combineAt = null;
    Written attachment = new Written(observation, observation.seen, observation.raised);
    if (create && !observation.repeated) {
      Event first = combineAt == null ? newest : observed(observation, newest, combineAt);
      return Correlation.create(keyed(first, identity), null, true, attachment);
    }
    Event event = observed(observation, newest, combineAt);
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
    return failures;
  }

  private Event observed(Observation observation, Event newest, @Nullable Instant combineAt) {
    Event.Builder event = combineAt == null ? newest.toBuilder() : combined(observation, newest);
    if (newest.isFromElsewhere()) {
      event.uid(newest.name().equals(observation.name) ? newest.uid() : ""); // or another's
      if (combineAt == null && newest.series() != null) {
        event.series(new EventSeries(observation.count, observation.last()));
      }
    }
    return event
        .name(observation.name)
        .resourceVersion(observation.resourceVersion)
        .firstTimestamp(observation.first())
        .lastTimestamp(observation.last())
        .count(observation.count)
        .build();
  }

  private Event.Builder combined(Observation observation, Event newest) {
    Event.Builder event =
        Event.builder()
            .namespace(newest.namespace())
            .regarding(newest.regarding())
            .type(newest.type())
            .reason(newest.reason())
            .source(newest.source())
            .reportingController(newest.reportingController())
            .reportingInstance(newest.reportingInstance())
            .message(combinedMessage(newest));
    Opener opener = observation.opener;
    return opener == null
        ? event
        : event
            .labels(opener.labels())
            .annotations(opener.annotations())
            .related(opener.related())
            .action(opener.action());
  }

  private String combinedMessage(Event newest) {
    if (messageFunction != null) {
      @Nullable String message = null;
      try {
        message = messageFunction.apply(newest);
      } catch (RuntimeException e) {
        // counted below, like null: the built-in message serves this event
      }
      if (message != null) {
        return message;
      }
      failures++;
    }
    return messagePrefix + newest.message();
  }
}
