package io.eventrecorder.cli;

/** The forms of the decisions of {@code correlate}. */
enum DecisionFormat {
  /** A table with the decision in the first column. */
  TABLE,
  /** A table with more columns, in which no text is cut. */
  WIDE,
  /** One JSON object for each decision. */
  JSON
}
