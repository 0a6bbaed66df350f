package io.eventrecorder.relay.dedup;

/**
 * Whether an occurrence was counted before, and how much of it is new.
 *
 * @param verdict whether it was counted before
 * @param occurrences how many occurrences are to be counted: for {@link
 *     io.eventrecorder.spi.Arrival}. 0 if it is not counted
 */
public record Seen(Verdict verdict, long occurrences) {
  static final Seen DUPLICATE = new Seen(Verdict.DUPLICATE, 0);
  static final Seen LATE = new Seen(Verdict.LATE, 0);
  static final Seen NEW = new Seen(Verdict.NEW, 1);
}
