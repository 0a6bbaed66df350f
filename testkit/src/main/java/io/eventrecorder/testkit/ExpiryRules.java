package io.eventrecorder.testkit;

import java.time.Duration;
import java.util.List;

/** The rules of {@link StatefulCorrelatorContract} about {@code expire}. */
final class ExpiryRules {
  private static final Rule NO_EFFECT =
      new Rule(
          "expire() removes only what has no effect, and nothing that must still be written",
          "forget in expire() what a call of correlate at this time would ignore; leave events"
              + " with unwritten occurrences to due()");
  private static final Rule BOUNDED =
      new Rule(
          "expire(most) forgets at most that many, returns their number, and comes to an end",
          "count what is removed, and return less than most if nothing more can be forgotten");
  private static final int ENOUGH = 100_000;

  private final MemoryRun.Factory factory;

  ExpiryRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  /** Only answers are compared: what is forgotten early needs no due time. */
  void expiryChangesNoAnswer() {
    for (int seed = 1; seed <= 3; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, 150);
      MemoryRun one = factory.fresh();
      MemoryRun two = factory.fresh();
      for (MemoryStep step : steps) {
        two.expire(step.number() % 2 == 0 ? ENOUGH : 2);
        assertEqual(one.play(step), two.play(step), step.toString());
        two.expire(ENOUGH);
      }
      long later = one.now() + Duration.ofHours(3).toNanos();
      List<MemoryMoment.Answer> ones = one.passes("later", later);
      List<MemoryMoment.Answer> twos = two.passes("later", later);
      two.expire(ENOUGH);
      assertEqual(ones, twos, "the three hours after the last step");
      assertEqual(one.drain(), two.drain(), "drain()");
    }
  }

  /** What was forgotten is handed over as removed. */
  void expiryIsBounded() {
    MemoryRun run = factory.fresh();
    PartMap memory = run.memory();
    for (MemoryStep step : MemoryHistory.mixed(8, 120)) {
      run.play(step);
    }
    run.changes(memory);
    int before = memory.parts().size();
    List<MemoryMoment.Answer> unused =
        run.passes("later", run.now() + Duration.ofDays(8).toNanos());
    int calls = 0;
    int forgotten = 1;
    while (forgotten > 0) {
      forgotten = run.expire(1);
      calls++;
      if (forgotten < 0 || forgotten > 1 || calls > ENOUGH) {
        throw BOUNDED.broken("call " + calls + " of expire(1) returned " + forgotten);
      }
    }
    int more = run.expire(ENOUGH);
    if (more != 0) {
      throw BOUNDED.broken("after expire(1) returned 0, expire(" + ENOUGH + ") returned " + more);
    }
    run.changes(memory);
    int after = memory.parts().size();
    if (before > 0 && after >= before) {
      throw BOUNDED.broken(
          "there were " + before + " parts, and 8 days later, after expire(), there are " + after);
    }
    ChangesRules.assertWhole(factory, memory, run.now(), "expire()");
  }

  private static void assertEqual(MemoryMoment one, MemoryMoment two, String when) {
    assertEqual(one.answers(), two.answers(), when);
  }

  private static void assertEqual(
      List<MemoryMoment.Answer> one, List<MemoryMoment.Answer> two, String when) {
    String difference =
        MemoryMoment.difference(one, two, "a run without expire()", "a run with expire()");
    if (!difference.isEmpty()) {
      throw NO_EFFECT.broken("in " + when + ": " + difference);
    }
  }
}
