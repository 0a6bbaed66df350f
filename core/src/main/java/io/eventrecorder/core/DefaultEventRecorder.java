package io.eventrecorder.core;

import io.eventrecorder.Event;
import io.eventrecorder.EventDraft;
import io.eventrecorder.EventRecorder;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.ObjectReference;
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

  /** Makes neither a draft nor an event, if the event is valid and no pipeline takes it. */
  @Override
  public void event(Object regarding, String type, String reason, String message) {
    if (!isExcluded(regarding, type, reason, message)) {
      event(type, reason).regarding(regarding).message(message).record();
    }
  }

  /**
   * Counts an event that no pipeline takes. Returns false for all others, and for an object that a
   * resolver must convert: a resolver is user code, which may fail, and then the event is invalid.
   */
  private boolean isExcluded(Object regarding, String type, String reason, String message) {
    try {
      return regarding instanceof ObjectReference object
          && EventType.isValid(type)
          && reason != null
          && !reason.isEmpty()
          && message != null
          && broadcaster.countExcluded(type, reason, object, source);
    } catch (Throwable e) {
      broadcaster.fault(e);
      return true;
    }
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
