package io.eventrecorder.testkit;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.Correlation.Kind;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.EventNames;
import io.eventrecorder.spi.StatefulCorrelator;
import io.eventrecorder.testkit.MemoryMoment.Answer;
import io.eventrecorder.testkit.PartMap.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Plays steps of a history to a stateful correlator, as a host does, and keeps its answers. */
final class MemoryRun {
  /** Longer than every pause of a rate limiter or of a series in the default settings. */
  private static final Duration END = Duration.ofHours(3);

  private static final String RAISED = "-raised";
  private static final int DUE_WITHOUT_END = 100_000;

  /** A call; its text is made only if the call fails. */
  private record Call(String what, Object argument) {
    @Override
    public String toString() {
      return what + "(" + argument + ")";
    }
  }

  /** Makes correlators and runs on them. */
  record Factory(BiFunction<EventClock, EventNames, StatefulCorrelator> correlators) {
    MemoryRun fresh() {
      return new MemoryRun(this, MemoryHistory.START, Duration.ZERO);
    }

    /** {@return a new correlator with these parts, at this reading of the clock} */
    MemoryRun restored(List<Part> parts, long now) {
      return restored(parts, now, Duration.ZERO);
    }

    MemoryRun restored(List<Part> parts, long now, Duration wallOffset) {
      MemoryRun run = new MemoryRun(this, now, wallOffset);
      CorrelatorRun.call(
          "restore",
          () -> {
            PartMap.restore(run.correlator, parts);
            return true;
          });
      return run;
    }

    /** {@return a run whose correlator was not restored yet} */
    MemoryRun empty(long now) {
      return new MemoryRun(this, now, Duration.ZERO);
    }
  }

  final StatefulCorrelator correlator;
  private final EpochClock clock;
  private final StepNames names = new StepNames();
  private @Nullable PartMap memory;

  private MemoryRun(Factory factory, long now, Duration wallOffset) {
    this.clock = new EpochClock(now, wallOffset);
    this.correlator = factory.correlators().apply(clock, names);
  }

  /** Also asks for changes between a write and its answer. */
  void keepIn(PartMap parts) {
    memory = parts;
  }

  long now() {
    return clock.nanoTime();
  }

  List<MemoryMoment> play(List<MemoryStep> steps) {
    return steps.stream().map(this::play).toList();
  }

  /** Calls due() whenever the correlator asks for it, until the step's time; then correlates. */
  MemoryMoment play(MemoryStep step) {
    // Writes of due() have an answer in every history: a rule about none is about correlate().
    MemoryStep.Answer due =
        step.answer() == MemoryStep.Answer.NONE ? MemoryStep.Answer.RECORDED : step.answer();
    List<Answer> answers = new ArrayList<>(passes(step.number() + "-due", step.at(), due));
    names.at("" + step.number());
    Correlation answer =
        CorrelatorRun.call(step, () -> correlator.correlate(step.event(), step.arrival()));
    answers.add(answer("correlate()", answer));
    if (answer.kind() != Kind.SUPPRESS) {
      respond(answer, step.answer());
    }
    return moment(answers);
  }

  /** Lets three hours pass, then drains. */
  MemoryMoment end() {
    List<Answer> answers = new ArrayList<>(passes("end", now() + END.toNanos()));
    answers.addAll(drain());
    return moment(answers);
  }

  List<Answer> drain() {
    return writes(
        "drain()", CorrelatorRun.call("drain()", correlator::drain), MemoryStep.Answer.RECORDED);
  }

  /** {@return what can be seen now, without a new answer} */
  MemoryMoment moment() {
    return moment(List.of());
  }

  void changes(PartMap parts) {
    CorrelatorRun.call(
        "changes",
        () -> {
          correlator.changes(parts);
          return true;
        });
  }

  /** {@return the whole memory, as the first call of changes hands it over} */
  PartMap memory() {
    PartMap parts = new PartMap();
    changes(parts);
    return parts;
  }

  int expire(int most) {
    return CorrelatorRun.call("expire(" + most + ")", () -> correlator.expire(most));
  }

  List<Answer> passes(String step, long until) {
    return passes(step, until, MemoryStep.Answer.RECORDED);
  }

  private List<Answer> passes(String step, long until, MemoryStep.Answer due) {
    names.at(step);
    List<Answer> answers = new ArrayList<>();
    OptionalLong next = nextDue();
    for (int i = 0; next.isPresent() && next.getAsLong() <= until; i++) {
      clock.moveTo(next.getAsLong());
      answers.addAll(writes("due()", CorrelatorRun.call("due()", correlator::due), due));
      next = nextDue();
      if ((next.isPresent() && next.getAsLong() <= now()) || i > DUE_WITHOUT_END) {
        throw CorrelatorRun.FUTURE.broken(
            "after due() at " + now() + " ns, nextDueNanos() is " + next);
      }
    }
    clock.moveTo(until);
    return answers;
  }

  private List<Answer> writes(String call, List<Correlation> writes, MemoryStep.Answer theirs) {
    List<Answer> answers = new ArrayList<>();
    for (Correlation write : writes) {
      answers.add(answer(call, write));
      respond(write, theirs);
    }
    return answers;
  }

  private Answer answer(String call, Correlation answer) {
    if (answer.kind() == Kind.SUPPRESS) {
      return new Answer(call, now(), answer.kind(), null, null, false, "");
    }
    String scope =
        CorrelatorRun.call(new Call("scopeOf", answer), () -> correlator.scopeOf(answer));
    return new Answer(
        call, now(), answer.kind(), answer.event(), answer.patch(), answer.absolute(), scope);
  }

  private void respond(Correlation write, MemoryStep.Answer answer) {
    if (memory != null) {
      changes(memory);
    }
    CorrelatorRun.call(
        new Call(answer.toString(), write),
        () -> {
          Event event = write.event();
          switch (answer) {
            case RECORDED -> correlator.recorded(write, event);
            case NOT_RECORDED -> correlator.notRecorded(write, NotRecorded.OUT_OF_BUDGET);
            case REJECTED -> correlator.notRecorded(write, NotRecorded.REJECTED);
            case RAISED -> correlator.recorded(write, raised(event));
            case NOT_UPDATED -> correlator.notUpdated(write, NotRecorded.REJECTED, event);
            case NONE -> {}
          }
          return true;
        });
  }

  private static Event raised(Event event) {
    String name = event.name().endsWith(RAISED) ? event.name() : event.name() + RAISED;
    return event.toBuilder().name(name).count(event.count() + 2).build();
  }

  private MemoryMoment moment(List<Answer> answers) {
    return new MemoryMoment(
        answers, nextDue(), CorrelatorRun.call("unwritten()", correlator::unwritten));
  }

  private OptionalLong nextDue() {
    return CorrelatorRun.call("nextDueNanos()", correlator::nextDueNanos);
  }
}
