package io.eventrecorder.sink.kubernetes;

import io.eventrecorder.Event;

/** Writes events under the names of one {@link EventNaming}. Thread-safe. */
interface NamedEventWriter {
  /**
   * {@return the stored event}
   *
   * @param event as the server accepts it
   * @param uid the uid with which the event was read from a cluster; empty if it was not
   */
  Event create(Event event, String uid) throws InterruptedException;

  /**
   * {@return the stored event}
   *
   * @param event whose namespace and name are patched
   * @param patch a JSON merge patch
   */
  Event patch(Event event, String patch) throws InterruptedException;

  /** {@return how many requests one create may take} */
  int maxRequests();
}
