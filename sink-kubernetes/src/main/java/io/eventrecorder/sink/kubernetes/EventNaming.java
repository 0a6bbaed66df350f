package io.eventrecorder.sink.kubernetes;

/** How events are named in the API. */
public enum EventNaming {
  /** By object and time, as client-go does. A process that restarts begins with new events. */
  UNIQUE,
  /**
   * By object and identity. A process that restarts, or another replica, continues the events that
   * exist, and their counts.
   */
  STABLE
}
