package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The rules of {@link EventCorrelatorContract} for correlators that count: each write includes all
 * earlier ones of its event.
 */
final class AbsoluteRules {
  private static final Rule CREATED =
      new Rule(
          "an event is patched only after its create was handed out",
          "answer Correlation.create until a create of this name was answered, also when the first"
              + " occurrence was suppressed");
  private static final Rule COUNTED =
      new Rule(
          "after drain() the last written count of a created event equals its occurrences",
          "count suppressed occurrences too; write them with the next one, in due() or in drain()");
  private static final Rule RISING =
      new Rule(
          "recorded in any order, late or twice, never lowers a count",
          "add what happened since the write: stored.count + (observed now - written.count); take"
              + " no count from an old answer as it is");
  private static final Rule AGAIN =
      new Rule(
          "after notRecorded the next occurrence is a create with the whole count",
          "note in notRecorded that the event is not in the store, and keep its count");
  private static final Rule KEPT =
      new Rule(
          "after notUpdated the next occurrence is a patch with the whole count, under the name of"
              + " the event in the store",
          "keep in notUpdated that the event exists, and take its name from inStore; a create"
              + " makes a second event");
  private static final Rule UNWRITTEN =
      new Rule(
          "unwritten() is never negative, and 0 when all was recorded",
          "add 1 for each occurrence, and take away what a recorded count includes for the first"
              + " time");

  private final BiFunction<ManualClock, EventNames, EventCorrelator> factory;

  AbsoluteRules(BiFunction<ManualClock, EventNames, EventCorrelator> factory) {
    this.factory = factory;
  }

  /** {@return whether the first write, when it comes, says so} */
  boolean apply() {
    CorrelatorRun run = new CorrelatorRun(factory);
    return untilWritten(run).absolute();
  }

  void patchesFollowCreates() {
    CorrelatorRun run = new CorrelatorRun(factory);
    Set<String> created = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      run.happens("web-" + i % 3, i % 5 == 0 ? "message " + i : "again");
      run.passes(Duration.ofSeconds(7));
    }
    run.drain();
    for (Correlation write : run.writes()) {
      String name = write.event().name();
      if (write.kind() == Kind.PATCH && !created.contains(name)) {
        throw CREATED.broken("there was no create before " + write);
      }
      created.add(name);
    }
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
    run.writes().forEach(run::recorded); // the whole past, once more
    recordAll(run, run.happens("web-0", "again"));
    run.recorded(run.drain());
    assertRising(run);
    assertCounted(run);
  }

  void notRecordedIsCreatedAgain() {
    for (NotRecorded why :
        List.of(NotRecorded.REJECTED, NotRecorded.OUT_OF_BUDGET, NotRecorded.EVICTED)) {
      CorrelatorRun create = new CorrelatorRun(factory);
      create.notRecorded(untilWritten(create), why);
      assertCreated(create, why + " of the create");

      CorrelatorRun patch = new CorrelatorRun(factory);
      patch.recorded(untilWritten(patch));
      patch.notRecorded(untilWritten(patch), why);
      assertCreated(patch, why + " of a patch");
    }
  }

  void notUpdatedIsPatched() {
    for (NotRecorded why :
        List.of(NotRecorded.REJECTED, NotRecorded.OUT_OF_BUDGET, NotRecorded.EVICTED)) {
      CorrelatorRun patch = new CorrelatorRun(factory);
      Correlation first = untilWritten(patch);
      patch.recorded(first);
      String name = first.event().name();
      patch.notUpdated(untilWritten(patch), why, name);
      assertPatched(patch, name, why + " of a patch");
      patch.notUpdated(last(patch), why, name);
      assertPatched(patch, name, why + " of a second patch");

      CorrelatorRun create = new CorrelatorRun(factory);
      create.notUpdated(untilWritten(create), why, "renamed.1");
      assertPatched(create, "renamed.1", why + " of a create that may be in the store");
    }
  }

  void unwrittenEndsAtZero() {
    CorrelatorRun run = new CorrelatorRun(factory);
    for (int i = 0; i < 150; i++) {
      Correlation answer = run.happens("web-" + i % 3, "again");
      assertNotNegative(run.unwritten());
      recordAll(run, answer);
      recordAll(run, answer); // an answer that is heard twice
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

  /** The same happens until it is written, with pauses that let a limiter recover. */
  private static Correlation untilWritten(CorrelatorRun run) {
    for (int i = 0; i < 100; i++) {
      Correlation answer = run.happens("web-0", "again");
      if (CorrelatorRun.isWrite(answer)) {
        return answer;
      }
      run.clock.advance(Duration.ofMinutes(1));
    }
    throw COUNTED.broken("none of 100 occurrences, a minute apart, was written");
  }

  private static void assertCreated(CorrelatorRun run, String after) {
    Correlation next = untilWritten(run);
    int occurrences = run.occurrences().size();
    if (next.kind() != Kind.CREATE || CorrelatorRun.count(next.event()) != occurrences) {
      throw AGAIN.broken(
          "after " + after + ", occurrence " + occurrences + " was answered with " + next);
    }
  }

  private static Correlation last(CorrelatorRun run) {
    List<Correlation> writes = run.writes();
    return writes.get(writes.size() - 1);
  }

  private static void assertPatched(CorrelatorRun run, String name, String after) {
    Correlation next = untilWritten(run);
    int occurrences = run.occurrences().size();
    if (next.kind() != Kind.PATCH
        || CorrelatorRun.count(next.event()) != occurrences
        || !next.event().name().equals(name)) {
      throw KEPT.broken(
          "after "
              + after
              + ", occurrence "
              + occurrences
              + " was answered with "
              + next
              + "; in the store the event is "
              + name);
    }
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

  /** One event about each object, or several where the correlator starts it anew. */
  private static Map<ObjectReference, Integer> lastCounts(CorrelatorRun run) {
    Map<String, Event> last = new LinkedHashMap<>();
    run.writes().forEach(write -> last.put(write.event().name(), write.event()));
    Map<ObjectReference, Integer> all = new LinkedHashMap<>();
    last.values()
        .forEach(event -> all.merge(event.regarding(), CorrelatorRun.count(event), Integer::sum));
    return all;
  }
}
