package io.eventrecorder.testkit;

import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The rules of {@link EventCorrelatorContract} about what a correlator whose writes are absolute
 * writes next: a create or a patch.
 */
final class NextWriteRules {
  private static final Rule CREATED =
      new Rule(
          "an event is patched only after the correlator returned its create",
          "return Correlation.create until a create of this name was returned, also if the first"
              + " occurrence was suppressed");
  private static final Rule AGAIN =
      new Rule(
          "after notRecorded the next occurrence is a create with the whole count",
          "remember in notRecorded that the event is not in the store, and keep its count");
  private static final Rule KEPT =
      new Rule(
          "after notUpdated the next occurrence is a patch with the whole count, under the name of"
              + " the event in the store",
          "remember in notUpdated that the event exists, and use its name from inStore; a create"
              + " would make a second event");
  private final BiFunction<ManualClock, EventNames, EventCorrelator> factory;

  NextWriteRules(BiFunction<ManualClock, EventNames, EventCorrelator> factory) {
    this.factory = factory;
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

  void notRecordedIsCreatedAgain() {
    for (NotRecorded why :
        List.of(NotRecorded.REJECTED, NotRecorded.OUT_OF_BUDGET, NotRecorded.EVICTED)) {
      CorrelatorRun create = new CorrelatorRun(factory);
      create.notRecorded(CountRules.untilWritten(create), why);
      assertCreated(create, why + " of the create");

      CorrelatorRun patch = new CorrelatorRun(factory);
      patch.recorded(CountRules.untilWritten(patch));
      patch.notRecorded(CountRules.untilWritten(patch), why);
      assertCreated(patch, why + " of a patch");
    }
  }

  void notUpdatedIsPatched() {
    for (NotRecorded why :
        List.of(NotRecorded.REJECTED, NotRecorded.OUT_OF_BUDGET, NotRecorded.EVICTED)) {
      CorrelatorRun patch = new CorrelatorRun(factory);
      Correlation first = CountRules.untilWritten(patch);
      patch.recorded(first);
      String name = first.event().name();
      patch.notUpdated(CountRules.untilWritten(patch), why, name);
      assertPatched(patch, name, why + " of a patch");
      patch.notUpdated(last(patch), why, name);
      assertPatched(patch, name, why + " of a second patch");

      CorrelatorRun create = new CorrelatorRun(factory);
      create.notUpdated(CountRules.untilWritten(create), why, "renamed.1");
      assertPatched(create, "renamed.1", why + " of a create that may be in the store");
    }
  }

  private static void assertCreated(CorrelatorRun run, String after) {
    Correlation next = CountRules.untilWritten(run);
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
    Correlation next = CountRules.untilWritten(run);
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
}
