package io.eventrecorder;

/** What happens to an event when a pipeline's queue is full. */
public enum OverflowPolicy {
  /** The event that comes is dropped (client-go). */
  DROP_NEWEST,
  /** The event that has waited longest is dropped. */
  DROP_OLDEST,
  /** The recording thread waits for room. The only policy that blocks. */
  BLOCK
}
