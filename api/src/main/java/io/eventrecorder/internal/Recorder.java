package io.eventrecorder.internal;

import io.eventrecorder.Event;
import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;

/**
 * Makes events of drafts, on the caller's thread. Nothing gets past {@link #record} but what says
 * that the JVM itself is in trouble.
 */
final class Recorder implements EventRecorder {
  private final Broadcaster broadcaster;
  private final EventSource source;

  Recorder(Broadcaster broadcaster, EventSource source) {
    this.broadcaster = broadcaster;
    this.source = source;
  }

  @Override
  public void record(EventDraft draft) {
    try {
      broadcaster.offer(event(draft));
    } catch (InvalidEventException e) {
      broadcaster.invalid(e);
    } catch (Throwable e) {
      broadcaster.fault(e);
    }
  }

  private Event event(EventDraft draft) {
    try {
      return broadcaster.toEvent(draft, source);
    } catch (InvalidEventException e) {
      if (e.problem() != Problem.MESSAGE) {
        throw e;
      }
      broadcaster.invalid(e); // worth a count, not worth the event
      return broadcaster.toEvent(draft.unformatted(), source);
    }
  }
}
