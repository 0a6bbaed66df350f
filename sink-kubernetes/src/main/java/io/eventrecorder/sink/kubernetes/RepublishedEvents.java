package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Continues events that were read from this cluster and are published to it again. Such an event
 * has the uid that it has in the cluster. The larger of the two counts is kept.
 */
final class RepublishedEvents {
  private static final Pattern UID = Pattern.compile("[-.0-9A-Za-z]{1,128}");

  private final EventRequests requests;

  RepublishedEvents(EventRequests requests) {
    this.requests = requests;
  }

  /** {@return whether a server can have given this uid} */
  static boolean isUid(String uid) {
    return UID.matcher(uid).matches();
  }

  /**
   * {@return the stored event, after a create whose name is taken}
   *
   * @param event as the server accepts it
   * @param uid the uid with which the event was read
   * @param taken what to throw if another event has the name
   */
  Event continueTaken(Event event, String uid, SinkException taken) throws InterruptedException {
    Event existing;
    try {
      existing = read(event, uid);
    } catch (SinkException e) {
      throw switch (e.kind()) {
        case REJECTED -> taken;
        case NOT_FOUND -> expired(event.name());
        default -> e;
      };
    }
    return continued(event, uid, existing);
  }

  /**
   * {@return the stored event; null if no event has this name, or if one with another uid has it}
   *
   * @param event as the server accepts it, under the name with which it was read
   * @param uid the uid with which the event was read; empty if it was not read
   */
  @Nullable Event continueIfPresent(Event event, String uid) throws InterruptedException {
    Event existing = isUid(uid) ? find(event, uid) : null;
    return existing == null ? null : continued(event, uid, existing);
  }

  private @Nullable Event find(Event event, String uid) throws InterruptedException {
    try {
      return read(event, uid);
    } catch (SinkException e) {
      if (e.kind() == Kind.REJECTED || e.kind() == Kind.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Sends a patch that changes nothing. The server answers with the event, so the verb {@code get}
   * is not needed. It rejects the patch if the event has another uid.
   */
  private Event read(Event event, String uid) throws InterruptedException {
    return requests.patch(event, withUid(uid, "{}"));
  }

  private Event continued(Event event, String uid, Event existing) throws InterruptedException {
    if (existing.occurrences() >= event.occurrences()) {
      return existing;
    }
    EventPatch state =
        requests.api() == EventApi.CORE_V1 ? EventPatch.ofState(event) : EventPatch.ofSeries(event);
    try {
      return requests.patch(event, withUid(uid, EventRequests.json(state)));
    } catch (SinkException e) {
      throw e.kind() == Kind.NOT_FOUND ? expired(event.name()) : e;
    }
  }

  /** The event expired between two requests. The pipeline tries again, with a create. */
  static SinkException expired(String name) {
    return SinkException.retryable(
        "event " + name + " existed, but expired before it was patched", null);
  }

  private static String withUid(String uid, String patch) {
    String rest = patch.substring(1);
    return "{\"metadata\":{\"uid\":\"" + uid + "\"}" + (rest.equals("}") ? "" : ",") + rest;
  }
}
