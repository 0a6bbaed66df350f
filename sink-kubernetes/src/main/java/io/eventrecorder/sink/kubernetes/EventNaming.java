package io.eventrecorder.sink.kubernetes;

/** What an event is called in the API. */
public enum EventNaming {
  /** By object and time, as client-go does: a process that restarts begins with new events. */
  UNIQUE,
  /**
   * By object and identity: a process that restarts, or another replica, goes on with the events
   * that are there, and their counts.
   */
  STABLE
}
