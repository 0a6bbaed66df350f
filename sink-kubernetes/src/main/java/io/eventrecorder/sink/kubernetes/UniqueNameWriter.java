package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.spi.SinkException.Kind;

/**
 * Writes events under the names that they have. If the uid shows that the event itself has the name
 * already, the event was read from this cluster, and its count continues.
 */
final class UniqueNameWriter implements NamedEventWriter {
  private final EventRequests requests;
  private final RepublishedEvents republished;

  UniqueNameWriter(EventRequests requests) {
    this.requests = requests;
    this.republished = new RepublishedEvents(requests);
  }

  @Override
  public Event create(Event event, String uid) throws InterruptedException {
    try {
      return requests.create(event);
    } catch (SinkException e) {
      if (e.kind() != Kind.ALREADY_EXISTS || !RepublishedEvents.isUid(uid)) {
        throw e;
      }
      return republished.continueTaken(event, uid, e);
    }
  }

  @Override
  public Event patch(Event event, String patch) throws InterruptedException {
    return requests.patch(event, patch);
  }

  /** The create, the probe by uid, and the patch. */
  @Override
  public int maxRequests() {
    return 3;
  }
}
