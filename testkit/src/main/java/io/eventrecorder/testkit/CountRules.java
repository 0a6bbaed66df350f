package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * The rules of {@link EventCorrelatorContract} about the counts of correlators whose writes are
 * absolute: each write includes all earlier ones of its event.
 */
final class CountRules {
  private static final Rule COUNTED =
      new Rule(
          "after drain() the last written count of a created event equals its occurrences",
          "count suppressed occurrences too; write them with the next one, in due() or in drain()");
  private static final Rule RISING =
      new Rule(
          "recorded in any order, late or twice, never lowers a count",
          "add the occurrences since the write: stored.count + (observed now - written.count); do"
              + " not copy a count from an old answer");
  private static final Rule UNWRITTEN =
      new Rule(
          "unwritten() is never negative, and 0 when all writes were recorded",
          "add 1 for each occurrence, and subtract the occurrences that a recorded count includes"
              + " for the first time");

  private final BiFunction<ManualClock, EventNames, EventCorrelator> factory;

  CountRules(BiFunction<ManualClock, EventNames, EventCorrelator> factory) {
    this.factory = factory;
  }

  /** {@return whether the first write is absolute} */
  boolean apply() {
    CorrelatorRun run = new CorrelatorRun(factory);
    return untilWritten(run).absolute();
  }

  void nothingIsLost() {
    CorrelatorRun run = new CorrelatorRun(factory);
    for (int i = 0; i < 150; i++) {
      recordAll(run, run.happens("web-" + i % 3, "again"));
      run.recorded(run.passes(Duration.ofSeconds(1)));
    }
    run.recorded(run.drain());
    assertCounted(run);
  }

  void answersMayComeInAnyOrder() {
    CorrelatorRun run = new CorrelatorRun(factory);
    Random chance = new Random(7);
    List<Correlation> unanswered = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Correlation answer = run.happens("web-" + i % 3, "again");
      if (CorrelatorRun.isWrite(answer)) {
        unanswered.add(answer);
      }
      unanswered.addAll(run.passes(Duration.ofSeconds(30)));
      while (unanswered.size() > 8) {
        Correlation write = unanswered.remove(chance.nextInt(unanswered.size()));
        run.recorded(write);
        if (chance.nextBoolean()) {
          run.recorded(write);
        }
      }
    }
    run.recorded(unanswered);
    run.recorded(run.drain());
    run.writes().forEach(run::recorded); // all earlier answers, once more
    recordAll(run, run.happens("web-0", "again"));
    run.recorded(run.drain());
    assertRising(run);
    assertCounted(run);
  }

  void unwrittenEndsAtZero() {
    CorrelatorRun run = new CorrelatorRun(factory);
    for (int i = 0; i < 150; i++) {
      Correlation answer = run.happens("web-" + i % 3, "again");
      assertNotNegative(run.unwritten());
      recordAll(run, answer);
      recordAll(run, answer); // an answer that comes twice
      assertNotNegative(run.unwritten());
      run.recorded(run.passes(Duration.ofSeconds(1)));
    }
    run.recorded(run.drain());
    boolean allCreated = occurrences(run).keySet().equals(lastCounts(run).keySet());
    if (allCreated && run.unwritten() != 0) {
      throw UNWRITTEN.broken(
          "unwritten() is " + run.unwritten() + " after drain() and recorded for every write");
    }
  }

  private static void recordAll(CorrelatorRun run, Correlation answer) {
    if (CorrelatorRun.isWrite(answer)) {
      run.recorded(answer);
    }
  }

  /** Repeats an occurrence until it is written, with pauses in which a rate limiter recovers. */
  static Correlation untilWritten(CorrelatorRun run) {
    for (int i = 0; i < 100; i++) {
      Correlation answer = run.happens("web-0", "again");
      if (CorrelatorRun.isWrite(answer)) {
        return answer;
      }
      run.clock.advance(Duration.ofMinutes(1));
    }
    throw COUNTED.broken("none of 100 occurrences, a minute apart, was written");
  }

  private static void assertNotNegative(long unwritten) {
    if (unwritten < 0) {
      throw UNWRITTEN.broken("unwritten() is " + unwritten);
    }
  }

  private static void assertRising(CorrelatorRun run) {
    Map<String, Integer> last = new HashMap<>();
    for (Correlation write : run.writes()) {
      int count = CorrelatorRun.count(write.event());
      Integer before = last.put(write.event().name(), count);
      if (before != null && count < before) {
        throw RISING.broken("a count of " + before + " was followed by " + write);
      }
    }
  }

  private static void assertCounted(CorrelatorRun run) {
    Map<ObjectReference, Integer> happened = occurrences(run);
    lastCounts(run)
        .forEach(
            (object, written) -> {
              if (!written.equals(happened.get(object))) {
                throw COUNTED.broken(
                    happened.get(object)
                        + " occurrences about "
                        + object
                        + ", but the last written count is "
                        + written);
              }
            });
  }

  private static Map<ObjectReference, Integer> occurrences(CorrelatorRun run) {
    Map<ObjectReference, Integer> all = new HashMap<>();
    run.occurrences().forEach(event -> all.merge(event.regarding(), 1, Integer::sum));
    return all;
  }

  /** The sum over the events of each object: a correlator may start a new event. */
  private static Map<ObjectReference, Integer> lastCounts(CorrelatorRun run) {
    Map<String, Event> last = new LinkedHashMap<>();
    run.writes().forEach(write -> last.put(write.event().name(), write.event()));
    Map<ObjectReference, Integer> all = new LinkedHashMap<>();
    last.values()
        .forEach(event -> all.merge(event.regarding(), CorrelatorRun.count(event), Integer::sum));
    return all;
  }
}
