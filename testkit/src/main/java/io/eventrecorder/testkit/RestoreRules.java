package io.eventrecorder.testkit;

import io.eventrecorder.testkit.MemoryMoment.Answer;
import io.eventrecorder.testkit.PartMap.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The rules of {@link StatefulCorrelatorContract} about what a restored copy answers. */
final class RestoreRules {
  private static final Rule COPY =
      new Rule(
          "a restored copy answers as the original",
          "keep all that decides an answer in the parts: counts, what is written, names, times as"
              + " readings of EventClock.nanoTime(), the order of what waits; hand over each part"
              + " that changed");
  private static final Rule ORDER =
      new Rule(
          "the parts may be restored in any order",
          "keep references as keys in restore(), and follow them in restored()");
  private static final Rule UNTRACKED =
      new Rule(
          "a correlator answers the same whether its changes are asked for or not",
          "let changes() read the memory and not alter it");
  private static final Rule WALL =
      new Rule(
          "the wall clock decides nothing",
          "measure by EventClock.nanoTime(), and store its readings; use instant() for timestamps"
              + " only");
  private static final Rule REFUSED =
      new Rule(
          "a restored copy knows the answers to all writes",
          "keep in the parts what recorded(), notRecorded() and notUpdated() change, also for"
              + " writes of due()");
  private static final int SEEDS = 3;
  private static final int LENGTH = 120;

  private final MemoryRun.Factory factory;

  RestoreRules(MemoryRun.Factory factory) {
    this.factory = factory;
  }

  void cutAnywhere() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, LENGTH);
      Original original = new Original(steps);
      for (int cut = 0; cut <= steps.size(); cut++) {
        original.assertEqual(COPY, original.parts(cut), cut);
      }
    }
  }

  void copiesOfCopies() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, LENGTH);
      Original original = new Original(steps);
      MemoryRun copy = factory.restored(original.parts(0), MemoryHistory.START);
      for (MemoryStep step : steps) {
        original.assertEqual(COPY, step.number(), copy.play(step), "a copy of copies");
        copy = factory.restored(copy.memory().parts(), step.at());
      }
      original.assertEqual(COPY, steps.size() + 1, copy.end(), "a copy of copies");
    }
  }

  void anyOrder() {
    List<MemoryStep> steps = MemoryHistory.mixed(1, LENGTH);
    Original original = new Original(steps);
    for (int cut = 0; cut <= steps.size(); cut += 9) {
      List<Part> parts = new ArrayList<>(original.parts(cut));
      Collections.reverse(parts);
      original.assertEqual(ORDER, parts, cut);
      for (int seed = 0; seed < 3; seed++) {
        Collections.shuffle(parts, new Random(seed));
        original.assertEqual(ORDER, parts, cut);
      }
    }
  }

  void untracked() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<MemoryStep> steps = MemoryHistory.mixed(seed, LENGTH);
      Original original = new Original(steps);
      MemoryRun other = factory.fresh();
      for (MemoryStep step : steps) {
        original.assertEqual(UNTRACKED, step.number(), other.play(step), "one without changes()");
      }
      original.assertEqual(UNTRACKED, steps.size() + 1, other.end(), "one without changes()");
    }
  }

  /** Timestamps may differ, so kinds, counts and times are compared. */
  void wallClockDecidesNothing() {
    List<MemoryStep> steps = MemoryHistory.mixed(2, LENGTH);
    Original original = new Original(steps);
    for (int cut = 0; cut <= steps.size(); cut += 9) {
      for (Duration offset : List.of(Duration.ofDays(-2), Duration.ofDays(400))) {
        long now = original.timeOf(cut);
        MemoryRun copy = factory.restored(original.parts(cut), now, offset);
        for (MemoryStep step : steps.subList(cut, steps.size())) {
          assertDecidedAlike(original.moment(step.number()), copy.play(step), cut, offset);
        }
        assertDecidedAlike(original.moment(steps.size() + 1), copy.end(), cut, offset);
      }
    }
  }

  void refusalsAreKept() {
    List<MemoryStep> steps = new ArrayList<>(MemoryHistory.mixed(3, LENGTH));
    List<MemoryStep.Answer> answers =
        List.of(
            MemoryStep.Answer.RECORDED,
            MemoryStep.Answer.NOT_RECORDED,
            MemoryStep.Answer.RAISED,
            MemoryStep.Answer.NOT_UPDATED,
            MemoryStep.Answer.RECORDED,
            MemoryStep.Answer.REJECTED,
            MemoryStep.Answer.RAISED);
    steps.replaceAll(step -> step.answered(answers.get(step.number() % answers.size())));
    Original original = new Original(steps);
    for (int cut = 0; cut <= steps.size(); cut++) {
      original.assertEqual(REFUSED, original.parts(cut), cut);
    }
  }

  private static void assertDecidedAlike(
      MemoryMoment original, MemoryMoment copy, int cut, Duration offset) {
    String one = decisions(original);
    String two = decisions(copy);
    if (!one.equals(two)) {
      throw WALL.broken(
          "a copy was restored after step "
              + cut
              + "; its wall clock differs by "
              + offset
              + "; the original answered "
              + one
              + ", the copy "
              + two);
    }
  }

  private static String decisions(MemoryMoment moment) {
    StringBuilder all = new StringBuilder();
    for (Answer answer : moment.answers()) {
      all.append(answer.kind()).append(" at ").append(answer.at());
      if (answer.event() != null) {
        all.append(" with count ").append(CorrelatorRun.count(answer.event()));
      }
      all.append(", ");
    }
    return all + "next due " + moment.nextDue();
  }

  /** A run of a whole history, and its memory after each step. */
  private final class Original {
    private final List<MemoryStep> steps;
    private final List<MemoryMoment> moments = new ArrayList<>();
    private final List<List<Part>> memories = new ArrayList<>();

    Original(List<MemoryStep> steps) {
      this.steps = steps;
      MemoryRun run = factory.fresh();
      PartMap memory = run.memory();
      run.keepIn(memory);
      moments.add(run.moment());
      memories.add(memory.parts());
      for (MemoryStep step : steps) {
        moments.add(run.play(step));
        run.changes(memory);
        memories.add(memory.parts());
      }
      moments.add(run.end());
    }

    List<Part> parts(int cut) {
      return memories.get(cut);
    }

    long timeOf(int step) {
      return step == 0 ? MemoryHistory.START : steps.get(step - 1).at();
    }

    MemoryMoment moment(int step) {
      return moments.get(step);
    }

    /** Restores these parts after a step and plays the rest of the history. */
    void assertEqual(Rule rule, List<Part> parts, int cut) {
      String who = "a copy that was restored after step " + cut;
      MemoryRun copy = factory.restored(parts, timeOf(cut));
      MemoryMoment atOnce = copy.moment();
      MemoryMoment then = moments.get(cut);
      assertEqual(
          rule, cut, new MemoryMoment(then.answers(), atOnce.nextDue(), atOnce.unwritten()), who);
      for (MemoryStep step : steps.subList(cut, steps.size())) {
        assertEqual(rule, step.number(), copy.play(step), who);
      }
      assertEqual(rule, steps.size() + 1, copy.end(), who);
    }

    void assertEqual(Rule rule, int step, MemoryMoment moment, String who) {
      String difference = moments.get(step).difference(moment, "the original", who);
      if (!difference.isEmpty()) {
        String when =
            step > steps.size()
                ? "in the three hours after the last step"
                : step == 0 ? "before the first step" : "in " + steps.get(step - 1);
        throw rule.broken(when + ": " + difference);
      }
    }
  }
}
