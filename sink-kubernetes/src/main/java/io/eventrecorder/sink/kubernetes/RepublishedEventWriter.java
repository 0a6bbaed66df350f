package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.json.EventApi;
import io.eventrecorder.spi.EventPatch;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Creates events, and goes on with one that was read from this cluster and comes back: its name is
 * taken, by itself, as its uid says. The larger of the two counts stays.
 */
final class RepublishedEventWriter {
  private static final Pattern UID = Pattern.compile("[-.0-9A-Za-z]{1,128}");

  private final EventRequests requests;

  RepublishedEventWriter(EventRequests requests) {
    this.requests = requests;
  }

  /**
   * {@return the stored event}
   *
   * @param event as it can be created
   * @param uid the uid with which the event came; empty if it came with none
   */
  Event create(Event event, String uid) throws InterruptedException {
    try {
      return requests.create(event);
    } catch (SinkException e) {
      if (e.kind() != Kind.ALREADY_EXISTS || !UID.matcher(uid).matches()) {
        throw e;
      }
      return continued(event, uid, there(event, uid, e));
    }
  }

  /**
   * {@return the stored event; null if there is none of this name, or one with another uid}
   *
   * @param event as it can be created, with the name with which it came
   * @param uid the uid with which the event came; empty if it came with none
   */
  @Nullable Event continueIfThere(Event event, String uid) throws InterruptedException {
    if (!UID.matcher(uid).matches()) {
      return null;
    }
    Event there;
    try {
      there = read(event, uid);
    } catch (SinkException e) {
      if (e.kind() == Kind.REJECTED || e.kind() == Kind.NOT_FOUND) {
        return null;
      }
      throw e;
    }
    return continued(event, uid, there);
  }

  private Event there(Event event, String uid, SinkException taken) throws InterruptedException {
    try {
      return read(event, uid);
    } catch (SinkException e) {
      switch (e.kind()) {
        case REJECTED -> throw taken; // an event of that name, but another one
        case NOT_FOUND -> throw StableNameWriter.gone(event.name());
        default -> throw e;
      }
    }
  }

  /** A patch that changes nothing: it reads without the right to, and fails if the uid differs. */
  private Event read(Event event, String uid) throws InterruptedException {
    return requests.patch(event, withUid(uid, "{}"));
  }

  private Event continued(Event event, String uid, Event there) throws InterruptedException {
    if (there.occurrences() >= event.occurrences()) {
      return there;
    }
    EventPatch state =
        requests.api() == EventApi.CORE_V1 ? EventPatch.ofState(event) : EventPatch.ofSeries(event);
    try {
      return requests.patch(event, withUid(uid, EventRequests.json(state)));
    } catch (SinkException e) {
      throw e.kind() == Kind.NOT_FOUND ? StableNameWriter.gone(event.name()) : e;
    }
  }

  private static String withUid(String uid, String patch) {
    String rest = patch.substring(1);
    return "{\"metadata\":{\"uid\":\"" + uid + "\"}" + (rest.equals("}") ? "" : ",") + rest;
  }
}
