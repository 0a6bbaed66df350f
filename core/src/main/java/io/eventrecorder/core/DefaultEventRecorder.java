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
 * Creates events from drafts on the caller's thread. {@link #record(DraftedEvent)} throws only a
 * {@link VirtualMachineError}.
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
      broadcaster.offer(toEvent(draft));
    } catch (InvalidEventException e) {
      broadcaster.invalid(e);
    } catch (Throwable e) {
      broadcaster.fault(e);
    }
  }

  private Event toEvent(DraftedEvent draft) {
    try {
      return broadcaster.toEvent(draft, source);
    } catch (InvalidEventException e) {
      if (e.problem() != Problem.MESSAGE) {
        throw e;
      }
      broadcaster.invalid(e); // counted, but the event is recorded with its message as it is
      return broadcaster.toEvent(draft.unformatted(), source);
    }
  }
}
