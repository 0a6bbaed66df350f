package io.eventrecorder.cli.table;

/** How a table shows times. */
public enum TimeStyle {
  /** How long ago, as kubectl does. */
  AGE,
  /** Date and time in UTC. */
  UTC,
  /** Date and time in the time zone of this machine. */
  LOCAL
}
