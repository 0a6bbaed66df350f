package io.eventrecorder.relay.dedup;

/** Whether an occurrence was counted before. */
public enum Verdict {
  /** It was not. */
  NEW,
  /** It has no id, so a duplicate cannot be found. It is counted. */
  WITHOUT_ID,
  /** What was remembered of its time is gone; it is counted. */
  UNKNOWN,
  /** What was remembered of its time is gone; it becomes a dead letter. */
  LATE,
  /** It was. */
  DUPLICATE;

  /** {@return whether the occurrence is counted} */
  public boolean isCounted() {
    return this != DUPLICATE && this != LATE;
  }
}
