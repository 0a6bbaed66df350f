package io.eventrecorder.broadcaster;

import io.eventrecorder.EventType;

/** What happens to an event when a pipeline's queue is full. */
public enum OverflowPolicy {
  /** The event that comes is dropped (client-go). */
  DROP_NEWEST,
  /** The event that has waited longest is dropped. */
  DROP_OLDEST,
  /**
   * A Normal event gives way to a Warning or worse ({@link EventType#isWarning}); otherwise as
   * {@link #DROP_NEWEST}.
   */
  PRIORITY,
  /**
   * The recording thread waits for room, for ever or up to a time-out. The only policy that blocks.
   */
  BLOCK
}
