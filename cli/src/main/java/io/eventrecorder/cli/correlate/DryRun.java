package io.eventrecorder.cli.correlate;

import io.eventrecorder.Event;
import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a pipeline would write to a sink that stores everything immediately. Time comes from
 * the events, so hours pass in a moment. For one thread.
 */
public final class DryRun {
  /** Why the correlator decides. */
  public enum Cause {
    /** An event was read. */
    EVENT,
    /** A write became due. */
    DUE,
    /** The input ended. */
    DRAIN
  }

  /**
   * One decision.
   *
   * @param cause why it was made
   * @param correlation the decision
   * @param event the event that is written, or that is not written
   * @param combined whether the written event stands for events with different messages
   */
  public record Step(Cause cause, Correlation correlation, Event event, boolean combined) {
    /** {@return what happens to the event, in a word or two} */
    public String words() {
      if (cause != Cause.EVENT) {
        return "caught up";
      }
      return switch (correlation.kind()) {
        case SUPPRESS -> "held back";
        case CREATE -> combined ? "combined" : "created";
        case PATCH -> combined ? "combined" : "updated";
      };
    }
  }

  private final EventCorrelator correlator;
  private final VirtualClock clock;
  private final UnaryOperator<Event> completion;
  private final Consumer<Step> output;
  private boolean started;

  /**
   * Creates a dry run at its beginning.
   *
   * @param correlator makes the decisions; it must use the same clock
   * @param clock the dry run moves it to the time of each event
   * @param completion names an event that has no name; called when the clock has the event's time
   * @param output called for each decision
   */
  public DryRun(
      EventCorrelator correlator,
      VirtualClock clock,
      UnaryOperator<Event> completion,
      Consumer<Step> output) {
    this.correlator = correlator;
    this.clock = clock;
    this.completion = completion;
    this.output = output;
  }

  /**
   * Moves the clock to the time of an event, and correlates the event.
   *
   * @param event the next event
   * @throws CommandException if the correlator asks for the same moment again and again
   */
  public void accept(Event event) {
    accept(event, event.lastOccurrence());
  }

  /**
   * Moves the clock to a time, and correlates an event.
   *
   * @param event the next event
   * @param time when it is correlated; null for the time of the event before it
   * @throws CommandException if the correlator asks for the same moment again and again
   */
  public void accept(Event event, @Nullable Instant time) {
    if (time != null) {
      advanceTo(time);
    }
    Event complete = completion.apply(event);
    Correlation correlation = correlator.correlate(complete);
    if (correlation.kind() == Correlation.Kind.SUPPRESS) {
      output.accept(new Step(Cause.EVENT, correlation, complete, false));
    } else {
      write(Cause.EVENT, correlation, !correlation.event().message().equals(complete.message()));
    }
  }

  /** Ends the input: the correlator writes what it has held back. */
  public void finish() {
    correlator.drain().forEach(correlation -> write(Cause.DRAIN, correlation, false));
  }

  /** Moves the clock, and writes everything that becomes due before that time, when it is due. */
  private void advanceTo(Instant wanted) {
    Instant time = clock.reachable(wanted);
    if (!started) { // nothing is due before the first event
      clock.advanceTo(time);
      started = true;
    }
    for (OptionalLong next = nextDue(time); next.isPresent(); next = nextDue(time)) {
      long due = next.getAsLong();
      clock.advance(Duration.ofNanos(Math.max(0, due - clock.nanoTime())));
      correlator.due().forEach(correlation -> write(Cause.DUE, correlation, false));
      OptionalLong again = correlator.nextDueNanos();
      if (again.isPresent() && again.getAsLong() - clock.nanoTime() <= 0) {
        throw CommandException.data(
            "the correlator asks for the same moment again and again; report it to its author");
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

  private void write(Cause cause, Correlation correlation, boolean combined) {
    output.accept(new Step(cause, correlation, correlation.event(), combined));
    correlator.recorded(correlation, correlation.event());
  }
}
