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
import org.jspecify.annotations.Nullable;

/**
 * Writes events under stable names, and continues the count of an event that exists already.
 *
 * <p>Each create, and each patch that continues an event, sets the annotation of {@link
 * ContinuationMarker}. It says who wrote, under which name the event came, and how much of the
 * count comes from that. So a write whose answer was lost is not counted twice when it is sent
 * again.
 */
final class StableNameWriter implements NamedEventWriter {
  private final EventRequests requests;
  private final ExistingEvents existingEvents;
  private final RepublishedEvents republished;
  private final String self = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  StableNameWriter(EventRequests requests, ExistingEvents existingEvents) {
    this.requests = requests;
    this.existingEvents = existingEvents;
    this.republished = new RepublishedEvents(requests);
  }

  /** The probe by uid, the create, the get, and the patch. */
  @Override
  public int maxRequests() {
    return 4;
  }

  @Override
  public Event create(Event event, String uid) throws InterruptedException {
    Event stored = republished.continueIfPresent(event, uid);
    return stored == null ? createStable(event, uid) : stored;
  }

  @Override
  public Event patch(Event event, String patch) throws InterruptedException {
    try {
      Event stored = requests.patch(event, patch);
      existingEvents.add(event);
      return stored;
    } catch (SinkException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        existingEvents.remove(event);
      }
      throw e;
    }
  }

  private Event createStable(Event event, String uid) throws InterruptedException {
    String name = StableNames.of(event, requests.api());
    ContinuationMarker marker =
        new ContinuationMarker(self, EventObjectNames.subdomain(event.name()), event.occurrences());
    Event named = withMarker(event, name, marker);
    boolean known = existingEvents.contains(named);
    Event created = known ? null : createUnlessPresent(named);
    return created == null ? continueExisting(named, uid, marker, known) : created;
  }

  /** {@return the stored event; null if the name is taken} */
  private @Nullable Event createUnlessPresent(Event named) throws InterruptedException {
    try {
      Event stored = requests.create(named);
      existingEvents.add(named);
      return stored;
    } catch (SinkException e) {
      if (e.kind() == Kind.ALREADY_EXISTS) {
        return null;
      }
      throw e;
    }
  }

  private Event continueExisting(Event named, String uid, ContinuationMarker marker, boolean known)
      throws InterruptedException {
    Event existing = requests.find(named);
    if (existing == null) {
      return createExpired(named, known);
    }
    if (!isSame(existing, named)) {
      throw SinkException.alreadyExists(
          "event " + named.name() + " exists, but is about another object or reason");
    }
    int count =
        !uid.isEmpty() && uid.equals(existing.uid())
            ? Math.max(existing.occurrences(), named.occurrences())
            : count(existing, marker, named.name());
    Event whole = withCount(named, count);
    try {
      return patch(whole, json(whole, existing.resourceVersion(), marker));
    } catch (SinkException e) {
      throw e.kind() == Kind.NOT_FOUND ? RepublishedEvents.expired(named.name()) : e;
    }
  }

  /**
   * Creates an event that had been written, and has expired since.
   *
   * @param known whether the create was not tried yet, because this sink knew the event
   */
  private Event createExpired(Event named, boolean known) throws InterruptedException {
    existingEvents.remove(named);
    Event created = known ? createUnlessPresent(named) : null;
    if (created == null) {
      throw RepublishedEvents.expired(named.name());
    }
    return created;
  }

  /**
   * The whole count: the existing and the new occurrences, each counted once.
   *
   * <p>If this sink wrote the existing event and the new event has its stable name, the new count
   * includes the existing one. If this sink wrote it for an event of the same name as the new one,
   * an earlier try of this write contributed to it.
   */
  private static int count(Event existing, ContinuationMarker marker, String name) {
    long count = existing.occurrences();
    ContinuationMarker last = ContinuationMarker.of(existing);
    if (last != null && last.writer().equals(marker.writer())) {
      if (marker.event().equals(name)) {
        return (int) Math.max(count, marker.contributed());
      }
      if (last.event().equals(marker.event())) {
        count = Math.max(0, count - last.contributed());
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, count + marker.contributed());
  }

  private static Event withMarker(Event event, String name, ContinuationMarker marker) {
    Map<String, String> annotations = new LinkedHashMap<>(event.annotations());
    annotations.put(ContinuationMarker.ANNOTATION, marker.text());
    return event.toBuilder().name(name).annotations(annotations).build();
  }

  private static boolean isSame(Event existing, Event named) {
    return existing.reason().equals(named.reason())
        && existing.regarding().kind().equals(named.regarding().kind())
        && existing.regarding().name().equals(named.regarding().name())
        && existing.regarding().uid().equals(named.regarding().uid());
  }

  private Event withCount(Event event, int count) {
    return requests.api() == EventApi.CORE_V1
        ? event.toBuilder().count(count).build()
        : event.toBuilder()
            .series(count > 1 ? new EventSeries(count, event.lastOccurrence()) : null)
            .build();
  }

  /** With the resourceVersion: the server refuses the patch if the event was written meanwhile. */
  private String json(Event whole, String resourceVersion, ContinuationMarker marker) {
    EventPatch state =
        requests.api() == EventApi.CORE_V1 ? EventPatch.ofState(whole) : EventPatch.ofSeries(whole);
    String metadata =
        "{\"metadata\":{\"resourceVersion\":\"%s\",\"annotations\":{\"%s\":\"%s\"}}"
            .formatted(resourceVersion, ContinuationMarker.ANNOTATION, marker.text());
    String rest = EventRequests.json(state).substring(1);
    return metadata + (rest.equals("}") ? "" : ",") + rest;
  }
}
