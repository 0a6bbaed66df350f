package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.testkit.MemoryMoment.Answer;
import io.eventrecorder.testkit.PartMap.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of {@link StatefulCorrelatorContract} about occurrences, for correlators whose writes
 * are absolute.
 */
final class ArrivalRules {
  private static final Rule TIMES =
      new Rule(
          "n occurrences at once count as n times one",
          "add Arrival.occurrences(), not 1, to the count and to unwritten()");
  private static final Rule LARGEST =
      new Rule(
          "a count that has reached the largest 32-bit number stays there",
          "add in 64 bits without overflow, and cut the count to 2147483647");
  private static final Rule UNANSWERED =
      new Rule(
          "a write without an answer counts as not stored in a restored copy",
          "keep in the parts the count that is recorded, not the one that was handed out");

  private final MemoryRun.Factory factory;

  ArrivalRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  /** {@return whether the first write is absolute} */
  boolean apply() {
    MemoryRun run = factory.fresh();
    List<MemoryStep> steps = MemoryHistory.repeats(1, 1);
    List<Answer> writes = new ArrayList<>(run.play(steps.get(0)).writes());
    writes.addAll(run.end().writes());
    return !writes.isEmpty() && writes.get(0).absolute();
  }

  /** Few events, so that no rate limit keeps an event from being created. */
  void manyAtOnce() {
    for (long most : new long[] {2, 9, 4_000}) {
      MemoryRun atOnce = factory.fresh();
      MemoryRun oneByOne = factory.fresh();
      List<Answer> once = new ArrayList<>();
      List<Answer> each = new ArrayList<>();
      for (MemoryStep step : MemoryHistory.repeats(3, 12)) {
        long occurrences = 1 + step.number() * most % (most + 1);
        once.addAll(atOnce.play(step.arriving("", occurrences)).writes());
        for (long i = 0; i < occurrences; i++) {
          each.addAll(oneByOne.play(step).writes());
        }
      }
      MemoryMoment onceEnd = atOnce.end();
      MemoryMoment eachEnd = oneByOne.end();
      once.addAll(onceEnd.writes());
      each.addAll(eachEnd.writes());
      Map<String, Long> counted = counts(once);
      Map<String, Long> expected = counts(each);
      if (!counted.equals(expected)) {
        throw TIMES.broken(
            "the last counts are " + expected + " one by one, and " + counted + " at once");
      }
      if (onceEnd.unwritten() != eachEnd.unwritten()) {
        throw TIMES.broken(
            "unwritten() is "
                + eachEnd.unwritten()
                + " in the end one by one, and "
                + onceEnd.unwritten()
                + " at once");
      }
    }
  }

  void countsEndAtTheLargest() {
    MemoryRun run = factory.fresh();
    long[] arrivals = {1, Integer.MAX_VALUE - 5L, 3, Integer.MAX_VALUE, Long.MAX_VALUE, 1};
    List<MemoryMoment> moments = new ArrayList<>();
    List<MemoryStep> steps = MemoryHistory.repeats(1, arrivals.length);
    for (int i = 0; i < arrivals.length; i++) {
      moments.add(run.play(steps.get(i).arriving("", arrivals[i])));
    }
    moments.add(run.end());
    int last = 0;
    for (MemoryMoment moment : moments) {
      if (moment.unwritten() < 0) {
        throw LARGEST.broken("unwritten() is " + moment.unwritten());
      }
      for (Answer write : moment.writes()) {
        int count = countOf(write);
        if (count < last) {
          throw LARGEST.broken("a count of " + last + " was followed by " + write);
        }
        last = count;
      }
    }
    if (last != Integer.MAX_VALUE) {
      throw LARGEST.broken(
          "after more than " + Integer.MAX_VALUE + " occurrences the count is " + last);
    }
  }

  /** The copy is cut off after each step in turn; its last count must include everything. */
  void unansweredIsNotStored() {
    List<MemoryStep> steps = MemoryHistory.repeats(1, 12);
    for (int cut = 1; cut < steps.size(); cut++) {
      MemoryRun run = factory.fresh();
      List<MemoryMoment> unused = run.play(steps.subList(0, cut - 1));
      MemoryStep last = steps.get(cut - 1);
      run.play(last.answered(MemoryStep.Answer.NONE));
      List<Part> parts = run.memory().parts();
      MemoryRun copy = factory.restored(parts, last.at());
      MemoryMoment restored = copy.moment();
      if (restored.unwritten() < 1) {
        throw UNANSWERED.broken(
            "the write of "
                + last
                + " has no answer, but unwritten() of a restored copy is "
                + restored.unwritten());
      }
      List<Answer> writes = new ArrayList<>(copy.play(steps.get(cut)).writes());
      writes.addAll(copy.end().writes());
      int count = writes.isEmpty() ? 0 : countOf(writes.get(writes.size() - 1));
      if (count != cut + 1) {
        throw UNANSWERED.broken(
            "the write of "
                + last
                + " has no answer; one occurrence later, the last count of a"
                + " restored copy is "
                + count
                + ", not "
                + (cut + 1));
      }
    }
  }

  /** The sum over the events of each object: a correlator may start a new event. */
  private static Map<String, Long> counts(List<Answer> writes) {
    Map<String, Answer> last = new TreeMap<>();
    writes.forEach(write -> last.put(eventOf(write).name(), write));
    Map<String, Long> counts = new TreeMap<>();
    for (Answer write : last.values()) {
      counts.merge(eventOf(write).regarding().name(), (long) countOf(write), Long::sum);
    }
    return counts;
  }

  private static int countOf(Answer write) {
    return CorrelatorRun.count(eventOf(write));
  }

  private static Event eventOf(Answer write) {
    Event event = write.event();
    if (event == null) {
      throw new IllegalArgumentException("not a write: " + write);
    }
    return event;
  }
}
