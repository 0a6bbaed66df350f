package io.eventrecorder.broadcaster;

import io.eventrecorder.EventType;

/** What a pipeline does with a new event when its queue is full. */
public enum OverflowPolicy {
  /** Drops the new event (client-go). */
  DROP_NEWEST,
  /** Drops the event that has waited longest. */
  DROP_OLDEST,
  /**
   * Drops a queued Normal event for a new Warning or worse ({@link EventType#isWarning}); otherwise
   * as {@link #DROP_NEWEST}.
   */
  PRIORITY,
  /** The recording thread waits until there is room, without limit or up to a time-out. */
  BLOCK
}
