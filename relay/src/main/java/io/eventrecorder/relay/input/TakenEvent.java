package io.eventrecorder.relay.input;

import io.eventrecorder.Event;
import io.eventrecorder.EventUid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the relay takes of an event, and its id. It takes no name, resourceVersion, owners and
 * unknown members: the store gives the first two, and a producer could make the others refer to
 * objects of others. It takes the times and the count in the form that recorders write, whatever
 * API the event was written in, so that both are one event.
 *
 * @param event what is taken
 * @param id by what it is recognized when it arrives again
 */
record TakenEvent(Event event, OccurrenceId id) {
  private static final char SEPARATOR = '/';

  /** Takes what is needed of events. Not thread-safe. */
  static final class Taker {
    private final TextHash hash = new TextHash();

    /**
     * {@return what is taken of an event}
     *
     * @param read the event as it was read
     * @param source the source of the CloudEvent
     * @param cloudEventId the id of the CloudEvent; null or empty for none
     * @param time the time of the record, for an event that has none
     */
    TakenEvent take(Event read, String source, @Nullable String cloudEventId, Instant time) {
      EventUid uid = EventUid.parse(read.uid());
      int count = read.occurrences();
      if (uid != null) {
        return occurrence(
            read, time, new OccurrenceId.Sequence(uid.process(), uid.sequence(), count));
      }
      if (!read.uid().isEmpty()) {
        return state(read, time, read.uid(), count);
      }
      if (cloudEventId != null && !cloudEventId.isEmpty()) {
        hash.of(source, withoutCount(cloudEventId, count));
        return occurrence(read, time, new OccurrenceId.Foreign(hash.high(), hash.low(), count));
      }
      if (count > 1 && !read.name().isEmpty()) {
        // Its first occurrence was counted when it came, because it had no id either.
        return state(read, time, read.namespace() + SEPARATOR + read.name(), count - 1);
      }
      return occurrence(read, time, new OccurrenceId.Absent(count));
    }

    /** The sink kafka writes the count after the id of the event. */
    private static String withoutCount(String id, int count) {
      String end = SEPARATOR + Integer.toString(count);
      return id.endsWith(end) ? id.substring(0, id.length() - end.length()) : id;
    }
  }

  private static TakenEvent occurrence(Event read, Instant time, OccurrenceId id) {
    return new TakenEvent(taken(read, time).count(1).build(), id);
  }

  /** A state of an event that another program counts. */
  private static TakenEvent state(Event read, Instant time, String identity, int count) {
    Event state = taken(read, time).count(count).uid(identity).fromElsewhere(true).build();
    return new TakenEvent(state, OccurrenceId.ABSOLUTE);
  }

  private static Event.Builder taken(Event read, Instant time) {
    // Almost all events have a time. Completing them would change nothing that is taken.
    Event event = read.firstOccurrence() != null ? read : read.toBuilder().complete(time).build();
    String namespace = event.namespace();
    return Event.builder()
        .namespace(namespace.isEmpty() ? event.regarding().namespace() : namespace)
        .labels(event.labels())
        .annotations(event.annotations())
        .regarding(event.regarding())
        .related(event.related())
        .type(event.type())
        .reason(event.reason())
        .action(event.action())
        .message(event.message())
        .source(event.source())
        .reportingController(event.reportingController())
        .reportingInstance(event.reportingInstance())
        .firstTimestamp(event.firstOccurrence())
        .lastTimestamp(event.lastOccurrence());
  }
}
