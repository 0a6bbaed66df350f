package io.eventrecorder.cli.report;

import java.util.List;

/**
 * What a correlator would write. Each state that was read is in exactly one of {@code created},
 * {@code merged}, {@code combined} and {@code heldBack}.
 *
 * @param scenario the settings
 * @param created states that created an event with their own message
 * @param merged states that updated an event which was written before, with their own message
 * @param combined states that were written as a part of an event that combines similar ones
 * @param heldBack states that caused no write: the rate limit held them back, they were only
 *     counted, or they said nothing new
 * @param creates writes that create an event
 * @param updates writes that update an event
 * @param atEnd writes, out of these, that only the end of the input caused
 * @param missing occurrences that are in no written count
 * @param lostDetail distinct messages that no write shows
 * @param peakPerMinute the greatest number of writes in a minute, without those at the end
 * @param perMinute the writes in each bucket, without those at the end
 * @param bucketMillis the length of a bucket
 * @param decisions the decision for each state
 */
record ScenarioResult(
    Scenario scenario,
    int created,
    int merged,
    int combined,
    int heldBack,
    int creates,
    int updates,
    int atEnd,
    long missing,
    int lostDetail,
    int peakPerMinute,
    List<Integer> perMinute,
    long bucketMillis,
    List<Decision> decisions) {
  /** What happened to a state. */
  enum Decision {
    CREATED(0),
    MERGED(1),
    COMBINED(2),
    HELD_BACK(3);

    /** Its number in the data of the page. */
    final int number;

    Decision(int number) {
      this.number = number;
    }
  }

  /** {@return the number of all writes} */
  int writes() {
    return creates + updates;
  }
}
