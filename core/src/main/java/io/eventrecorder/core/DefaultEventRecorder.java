package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.spi.DraftedEvent;
import java.util.function.Consumer;

/**
 * Makes events of drafts, on the caller's thread. Nothing gets past {@link #record(DraftedEvent)}
 * but what says that the JVM itself is in trouble.
 */
final class DefaultEventRecorder implements EventRecorder {
  private final DefaultEventBroadcaster broadcaster;
  private final EventSource source;
  private final Consumer<DraftedEvent> record = this::record;

  DefaultEventRecorder(DefaultEventBroadcaster broadcaster, EventSource source) {
    this.broadcaster = broadcaster;
    this.source = source;
  }

  @Override
  public EventDraft event(String type, String reason) {
    return new DraftedEvent(type, reason, record);
  }

  private void record(DraftedEvent draft) {
    try {
      broadcaster.offer(made(draft));
    } catch (InvalidEventException e) {
      broadcaster.invalid(e);
    } catch (Throwable e) {
      broadcaster.fault(e);
    }
  }

  private Event made(DraftedEvent draft) {
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
