package io.eventrecorder.testkit;

import java.util.List;

/** The rules of {@link StatefulCorrelatorContract} about what {@code changes} hands over. */
final class ChangesRules {
  private static final Rule WHOLE =
      new Rule(
          "a map that takes all changes has the whole memory",
          "hand over each part that changed since the last call, and remove each part that was"
              + " forgotten; the first call hands over everything, also what was restored");
  private static final Rule NOTHING =
      new Rule(
          "changes() hands over nothing if nothing happened since the last call",
          "clear the marks of changed parts in changes()");
  private static final Rule FEW =
      new Rule(
          "an ordinary event changes at most 4 parts and 4096 bytes",
          "make parts small: one for an event, one for what events share; do not put a list that"
              + " grows into a part");
  private static final Rule AGAIN =
      new Rule(
          "after an exception of the receiver, the next changes() hands over everything again",
          "let the exception pass, and clear the marks of changed and removed parts only after all"
              + " were handed over");

  /** How many of the next steps show whether a copy has everything. */
  private static final int NEXT = 20;

  private static final int MOST_PARTS = 4;
  private static final int MOST_BYTES = 4096;

  private final MemoryRun.Factory factory;

  ChangesRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  /** Compares after every other step, so that some calls hand over the changes of two events. */
  void changesAreTheWholeMemory() {
    for (int seed = 1; seed <= 3; seed++) {
      MemoryRun run = factory.fresh();
      PartMap memory = run.memory();
      for (MemoryStep step : MemoryHistory.mixed(seed, 150)) {
        run.play(step);
        if (step.number() % 2 == 0) {
          run.changes(memory);
          assertWhole(factory, memory, step.at(), step.toString());
        }
      }
      run.end();
      run.changes(memory);
      assertWhole(factory, memory, run.now(), "the end of the history");
    }
  }

  /**
   * After every third step the receiver throws at each change in turn, until all have arrived; else
   * it throws once. Half of the receivers keep what they got before, as a map does.
   */
  void anExceptionLosesNothing() {
    for (int seed = 1; seed <= 3; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, 150);
      List<MemoryMoment> original = factory.fresh().play(steps);
      MemoryRun run = factory.fresh();
      PartMap memory = new PartMap();
      for (MemoryStep step : steps) {
        int number = step.number();
        boolean isEach = number % 3 == 0;
        run.play(step);
        run.expire(number % 3);
        int taken = isEach ? 0 : number % 5;
        boolean isThrown;
        do {
          PartMap receiver = number % 2 == 0 ? memory : memory.copy();
          isThrown = throwing(run, receiver, taken++, step);
          memory = isThrown ? memory : receiver;
        } while (isThrown && isEach);
        if (isEach) {
          assertWhole(AGAIN, factory, memory, step.at(), step.toString());
          MemoryRun copy = factory.restored(memory.parts(), step.at());
          for (MemoryStep next : steps.subList(number, Math.min(steps.size(), number + NEXT))) {
            assertEqual(original.get(next.number() - 1), copy.play(next), step, next);
          }
        }
      }
    }
  }

  private static void assertEqual(
      MemoryMoment original, MemoryMoment copy, MemoryStep cut, MemoryStep step) {
    String difference =
        MemoryMoment.difference(original.answers(), copy.answers(), "the original", "a copy");
    if (!difference.isEmpty()) {
      throw AGAIN.broken("the copy was restored after " + cut + "; in " + step + ": " + difference);
    }
  }

  /** {@return whether the receiver has thrown} */
  private static boolean throwing(MemoryRun run, PartMap memory, int taken, MemoryStep after) {
    ThrowingParts parts = new ThrowingParts(memory, taken);
    try {
      run.correlator.changes(parts);
    } catch (ThrowingParts.Refusal e) {
      return true;
    }
    if (parts.hasThrown()) {
      throw AGAIN.broken("after " + after + ", changes() caught the exception of the receiver");
    }
    return false;
  }

  void nothingChangesByItself() {
    MemoryRun run = factory.fresh();
    PartMap memory = run.memory();
    for (MemoryStep step : MemoryHistory.mixed(4, 60)) {
      assertNothing(run, "a call of changes()");
      run.play(step);
      run.changes(memory);
    }
    run.moment();
    assertNothing(run, "nextDueNanos() and unwritten()");
    MemoryRun copy = factory.restored(memory.parts(), run.now());
    copy.changes(memory);
    assertNothing(copy, "restored() and a call of changes()");
  }

  void anEventChangesLittle() {
    for (int objects : List.of(1, 100)) {
      MemoryRun run = factory.fresh();
      PartMap memory = run.memory();
      for (MemoryStep step : MemoryHistory.repeats(objects, 300)) {
        run.passes(step.number() + "-due", step.at());
        run.changes(memory);
        memory.countAnew();
        run.play(step);
        run.changes(memory);
        int parts = memory.changes();
        long bytes = memory.bytes();
        if (parts > MOST_PARTS || bytes > MOST_BYTES) {
          throw FEW.broken(step + " changed " + parts + " parts, " + bytes + " bytes");
        }
      }
    }
  }

  static void assertWhole(MemoryRun.Factory factory, PartMap memory, long now, String when) {
    assertWhole(WHOLE, factory, memory, now, when);
  }

  private static void assertWhole(
      Rule rule, MemoryRun.Factory factory, PartMap memory, long now, String when) {
    PartMap copy = factory.restored(memory.parts(), now).memory();
    String difference =
        memory.difference(copy, "the map", "the first changes() of a restored copy");
    if (!difference.isEmpty()) {
      throw rule.broken("after " + when + ", " + difference);
    }
  }

  private static void assertNothing(MemoryRun run, String after) {
    PartMap more = run.memory();
    int changes = more.changes();
    if (changes > 0) {
      throw NOTHING.broken(
          "after " + after + ", changes() handed over " + changes + " changes: " + more.parts());
    }
  }
}
