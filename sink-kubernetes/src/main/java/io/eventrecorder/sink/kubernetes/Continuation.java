package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Creates events under stable names, and goes on with the count of one that is there already.
 *
 * <p>Each create, and each patch that takes an event over, says in an annotation by whom, as which
 * event, and how much of the count is from that. So when its answer got lost and it is sent again,
 * what it has contributed before is known and not added twice.
 */
final class Continuation {
  static final String ANNOTATION = "eventrecorder.io/continued-by";

  private final Requests<?> requests;
  private final String self = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  Continuation(Requests<?> requests) {
    this.requests = requests;
  }

  /** {@return the stored event, under its stable name and with its whole count} */
  Event create(Event event) {
    String name = StableNames.of(event, requests.api());
    Event named = marked(event, name);
    try {
      return requests.create(named);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 409) {
        throw e;
      }
    }
    Event there = requests.find(named);
    if (there == null) {
      throw SinkException.retryable("event " + name + " was there, and is gone again", null);
    }
    if (!isSame(there, named)) {
      throw SinkException.alreadyExists("event " + name + " is about something else");
    }
    Event whole = counted(named, count(there, event, name));
    return requests.patch(whole, patch(whole, there.resourceVersion()));
  }

  /** The whole count: what is there, what is new, and nothing twice. */
  private int count(Event there, Event event, String name) {
    int ours = occurrences(event);
    if (event.name().equals(name)) {
      return Math.max(occurrences(there), ours); // we knew it, so its count is in ours
    }
    return occurrences(there) - contributed(there, event) + ours;
  }

  /** How much of the count is from earlier tries of this very write. */
  private int contributed(Event there, Event event) {
    String mark = there.annotations().getOrDefault(ANNOTATION, "");
    String prefix = self + '/' + event.name() + '/';
    return mark.startsWith(prefix) ? Integer.parseInt(mark.substring(prefix.length())) : 0;
  }

  private Event marked(Event event, String name) {
    Map<String, String> annotations = new LinkedHashMap<>(event.annotations());
    annotations.put(ANNOTATION, self + '/' + event.name() + '/' + occurrences(event));
    return event.toBuilder().name(name).annotations(annotations).build();
  }

  private static boolean isSame(Event there, Event ours) {
    return there.reason().equals(ours.reason())
        && there.regarding().kind().equals(ours.regarding().kind())
        && there.regarding().name().equals(ours.regarding().name())
        && there.regarding().uid().equals(ours.regarding().uid());
  }

  private static int occurrences(Event event) {
    EventSeries series = event.series();
    return Math.max(1, series == null ? event.count() : series.count());
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
  private String patch(Event whole, String version) {
    EventPatch state =
        requests.api() == EventApi.CORE_V1 ? EventPatch.ofState(whole) : EventPatch.ofSeries(whole);
    String mark = Objects.requireNonNull(whole.annotations().get(ANNOTATION));
    String metadata =
        "{\"metadata\":{\"resourceVersion\":\"%s\",\"annotations\":{\"%s\":\"%s\"}}"
            .formatted(version, ANNOTATION, mark);
    String rest = state.toJson().substring(1);
    return metadata + (rest.equals("}") ? "" : ",") + rest;
  }
}
