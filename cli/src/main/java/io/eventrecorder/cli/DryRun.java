package io.eventrecorder.cli;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a pipeline would write, at the times that the events say, to a sink that stores everything
 * at once. Hours pass as fast as they are read.
 */
final class DryRun {
  /** Why something is written. */
  enum Cause {
    EVENT,
    DUE,
    DRAIN
  }

  /**
   * A decision.
   *
   * @param cause why it was made
   * @param correlation the decision
   * @param event what is to be written, or what is not
   */
  record Step(Cause cause, Correlation correlation, Event event) {}

  private final EventCorrelator correlator;
  private final VirtualClock clock;
  private final UnaryOperator<Event> completion;
  private final Consumer<Step> output;
  private boolean started;

  /**
   * @param completion names an event that has no name; called at the time of the event
   * @param output told of each decision
   */
  DryRun(
      EventCorrelator correlator,
      VirtualClock clock,
      UnaryOperator<Event> completion,
      Consumer<Step> output) {
    this.correlator = correlator;
    this.clock = clock;
    this.completion = completion;
    this.output = output;
  }

  void accept(Event event) {
    Instant time = event.lastOccurrence();
    if (time != null) {
      passUntil(time);
    }
    Event complete = completion.apply(event);
    Correlation correlation = correlator.correlate(complete);
    if (correlation.kind() == Correlation.Kind.SUPPRESS) {
      output.accept(new Step(Cause.EVENT, correlation, complete));
    } else {
      write(Cause.EVENT, correlation);
    }
  }

  void finish() {
    correlator.drain().forEach(correlation -> write(Cause.DRAIN, correlation));
  }

  /** On the way, everything is written when its time has come, as on a running pipeline. */
  private void passUntil(Instant time) {
    if (!started) { // before the first event there is nothing that could be due
      clock.advanceTo(time);
      started = true;
    }
    for (OptionalLong next = nextDue(time); next.isPresent(); next = nextDue(time)) {
      long due = next.getAsLong();
      clock.advance(Duration.ofNanos(Math.max(0, due - clock.nanoTime())));
      correlator.due().forEach(correlation -> write(Cause.DUE, correlation));
      OptionalLong again = correlator.nextDueNanos();
      if (again.isPresent() && again.getAsLong() - clock.nanoTime() <= 0) {
        throw CommandFailure.data(
            "the correlator asks for the same moment over and over; report it to its author");
      }
    }
    clock.advanceTo(time);
  }

  private OptionalLong nextDue(Instant end) {
    OptionalLong next = correlator.nextDueNanos();
    if (next.isEmpty() || !end.isAfter(clock.instant())) {
      return OptionalLong.empty();
    }
    Duration left = Duration.between(clock.instant(), end);
    boolean before = Duration.ofNanos(next.getAsLong() - clock.nanoTime()).compareTo(left) <= 0;
    return before ? next : OptionalLong.empty();
  }

  private void write(Cause cause, Correlation correlation) {
    output.accept(new Step(cause, correlation, correlation.event()));
    correlator.recorded(correlation, correlation.event());
  }
}
