package io.eventrecorder.cli.table;

/** Which namespaces the events of a table may have. */
public enum Namespaces {
  /** All events have the same namespace, so the table does not name it. */
  ONE,
  /** The table has a column for the namespace. */
  ALL,
  /** The table has the column if it sees more than one namespace. */
  UNKNOWN
}
