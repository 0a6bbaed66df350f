package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Creates events under stable names, and goes on with the count of one that is there already.
 *
 * <p>Each create, and each patch that takes an event over, says in an annotation by whom, as which
 * event, and how much of the count is from that. So when its answer got lost and it is sent again,
 * what it has contributed before is known and not added twice.
 */
final class StableNameWriter {
  private final EventRequests requests;
  private final String self = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  StableNameWriter(EventRequests requests) {
    this.requests = requests;
  }

  /**
   * {@return the stored event, under its stable name and with its whole count}
   *
   * @param event as it can be created
   * @param uid the uid with which the event came; if the event that is there has it, it is the
   *     same, and nothing is added
   */
  Event create(Event event, String uid) throws InterruptedException {
    String name = StableNames.of(event, requests.api());
    ContinuationMarker mark =
        new ContinuationMarker(self, EventObjectNames.subdomain(event.name()), event.occurrences());
    Event named = marked(event, name, mark);
    try {
      return requests.create(named);
    } catch (SinkException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
    }
    Event there = requests.find(named);
    if (there == null) {
      throw gone(name);
    }
    if (!isSame(there, named)) {
      throw SinkException.alreadyExists("event " + name + " is about something else");
    }
    int count =
        !uid.isEmpty() && uid.equals(there.uid())
            ? Math.max(there.occurrences(), event.occurrences())
            : count(there, mark, name);
    Event whole = counted(named, count);
    return takenOver(whole, patch(whole, there.resourceVersion(), mark));
  }

  private Event takenOver(Event whole, String patch) throws InterruptedException {
    try {
      return requests.patch(whole, patch);
    } catch (SinkException e) {
      throw e.kind() == Kind.NOT_FOUND ? gone(whole.name()) : e;
    }
  }

  /** Expired in between: the pipeline comes again with the create. */
  static SinkException gone(String name) {
    return SinkException.retryable("event " + name + " was there, and is gone again", null);
  }

  /**
   * The whole count: what is there, what is new, and nothing twice. If we wrote what is there,
   * under the name that it has, then we had counted it in already; if under the name that this very
   * write has, then an earlier try of it did.
   */
  private static int count(Event there, ContinuationMarker mine, String name) {
    long theirs = there.occurrences();
    ContinuationMarker mark = ContinuationMarker.of(there);
    if (mark != null && mark.writer().equals(mine.writer())) {
      if (mine.event().equals(name)) {
        return (int) Math.max(theirs, mine.contributed());
      }
      if (mark.event().equals(mine.event())) {
        theirs = Math.max(0, theirs - mark.contributed());
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, theirs + mine.contributed());
  }

  private static Event marked(Event event, String name, ContinuationMarker mark) {
    Map<String, String> annotations = new LinkedHashMap<>(event.annotations());
    annotations.put(ContinuationMarker.ANNOTATION, mark.text());
    return event.toBuilder().name(name).annotations(annotations).build();
  }

  private static boolean isSame(Event there, Event ours) {
    return there.reason().equals(ours.reason())
        && there.regarding().kind().equals(ours.regarding().kind())
        && there.regarding().name().equals(ours.regarding().name())
        && there.regarding().uid().equals(ours.regarding().uid());
  }

  private Event counted(Event event, int count) {
    if (requests.api() == EventApi.CORE_V1) {
      return event.toBuilder().count(count).build();
    }
    EventSeries series = event.series();
    EventSeries whole =
        new EventSeries(count, series == null ? event.eventTime() : series.lastObservedTime());
    return event.toBuilder().series(count > 1 ? whole : null).build();
  }

  /** Takes the event over, if nobody else has written to it meanwhile. */
  private String patch(Event whole, String version, ContinuationMarker mark) {
    EventPatch state =
        requests.api() == EventApi.CORE_V1 ? EventPatch.ofState(whole) : EventPatch.ofSeries(whole);
    String metadata =
        "{\"metadata\":{\"resourceVersion\":\"%s\",\"annotations\":{\"%s\":\"%s\"}}"
            .formatted(version, ContinuationMarker.ANNOTATION, mark.text());
    String rest = EventRequests.json(state).substring(1);
    return metadata + (rest.equals("}") ? "" : ",") + rest;
  }
}
