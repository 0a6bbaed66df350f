package io.eventrecorder.cli.report;

import io.eventrecorder.cli.terminal.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sentences about what a reader of the report must know about its input. */
final class ReportNotes {
  private ReportNotes() {}

  /**
   * {@return what the report leaves out although it was asked for; empty if it shows everything}
   *
   * @param counts what was read
   * @param kept how many events the report has
   * @param cut how many messages were cut
   */
  static List<String> losses(Counts counts, int kept, long cut) {
    List<String> notes = new ArrayList<>();
    if (counts.leftOut() > 0) {
      notes.add(
          Quantity.of(counts.leftOut(), "older event")
              + " left out, because the report keeps the newest "
              + kept
              + "; --limit keeps more.");
    }
    if (cut > 0) {
      notes.add(
          Quantity.of(cut, "message")
              + " longer than "
              + EventCollector.LONGEST_MESSAGE
              + " characters; the rest is cut off.");
    }
    return List.copyOf(notes);
  }

  /**
   * {@return what else a reader must know about the input; empty if there is nothing special}
   *
   * @param counts what was read
   * @param input the states and events
   * @param range the range of the timeline
   * @param timed whether any event of the input has a time
   */
  static List<String> of(Counts counts, EventStates input, TimeRange range, boolean timed) {
    List<String> notes = new ArrayList<>();
    if (counts.filtered() > 0) {
      notes.add(
          Quantity.of(counts.filtered(), "event") + " left out, as --from, --to and --only say.");
    }
    if (counts.badItems() > 0) {
      notes.add(
          Quantity.of(counts.badItems(), "bad item")
              + " skipped: the input has items that are not events.");
    }
    counts
        .passedOver()
        .forEach((why, count) -> notes.add(Quantity.of(count, "item") + " passed over: " + why));
    noteTimes(input.states(), range, timed, notes);
    if (input.jumps() > 0) {
      notes.add(
          Quantity.of(input.jumps(), "state")
              + " with several occurrences at once: the input has the count of an event, but not"
              + " its single occurrences, as kubectl get events prints it. The runs with other"
              + " settings see one state there. A program that records each occurrence causes more"
              + " writes than they show.");
    }
    return List.copyOf(notes);
  }

  private static void noteTimes(
      List<ReadState> states, TimeRange range, boolean timed, List<String> notes) {
    long undated = states.stream().filter(state -> !state.dated()).count();
    if (undated > 0 && timed) {
      notes.add(
          Quantity.of(undated, "event")
              + " without a time: the report shows "
              + (undated == 1 ? "it" : "each of them")
              + " at the time of the nearest event before it in the input that has one, or else"
              + " after it.");
    } else if (undated > 0) {
      notes.add(
          "No event has a time: the report shows "
              + (undated == 1 ? "the event" : "all events")
              + " at the time when the report was made.");
    }
    long outside = states.stream().filter(state -> !range.includes(state.time())).count();
    if (outside > 0) {
      notes.add(
          Quantity.of(outside, "event")
              + " far away in time from all others, outside of the timeline: the table shows "
              + (outside == 1 ? "it." : "them."));
    }
    Instant first = states.get(0).time();
    if (states.size() > 1 && states.stream().allMatch(state -> state.time().equals(first))) {
      notes.add(
          "All events have the same time, so writes per minute say nothing, and rate limits get no"
              + " tokens back.");
    }
  }
}
