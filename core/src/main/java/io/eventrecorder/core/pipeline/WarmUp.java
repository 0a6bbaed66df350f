package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.EventSource;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import io.eventrecorder.core.pipeline.machine.Attempt;
import io.eventrecorder.core.pipeline.machine.Diagnostics;
import io.eventrecorder.core.pipeline.machine.Extensions;
import io.eventrecorder.core.pipeline.machine.MachineSettings;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.core.pipeline.machine.PipelineMachine;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Instant;
import java.util.List;
import java.util.ResourceBundle;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs all the code of a machine once, while there is memory, with events that reach no sink. A
 * class whose first use fails on a full heap can never be used again.
 */
final class WarmUp {
  private WarmUp() {}

  static void run(MachineSettings settings) {
    PipelineCounters counters = new PipelineCounters();
    PipelineMachine machine =
        new PipelineMachine(
            settings,
            new Extensions(EventCorrelator.none(), Event::namespace, object -> object),
            new SplittableRandom(),
            new Diagnostics(new PipelineLog("warm-up", new Silence(), counters), counters));
    int events = 0;
    for (WriteResult result : results()) {
      machine.accept(event(events++), 0);
      Attempt attempt = machine.poll(0);
      if (attempt != null) {
        machine.answered(attempt, result, 0);
      }
      machine.tick(0);
      machine.measure(0);
      machine = machine.restarted(events, 0);
    }
    machine.accept(event(events), 0);
    machine.flush(() -> {});
    Attempt unused = machine.poll(0);
    List<Attempt> unusedToo = machine.expire(settings.attemptTimeoutNanos());
    machine.close(0);
    machine.abandon(0);
  }

  /** As a recorder makes it: its name is made when it is read. */
  private static Event event(int number) {
    return Event.occurrence(
        number,
        null,
        "",
        ObjectReference.empty(),
        EventType.NORMAL,
        "",
        "",
        EventSource.empty(),
        Instant.EPOCH);
  }

  private static List<WriteResult> results() {
    return List.of(
        WriteResult.stored(null),
        WriteResult.UNREADABLE,
        SinkFailures.resultOf(new IOException()),
        SinkFailures.resultOf(new IllegalStateException()),
        SinkFailures.resultOf(SinkException.notFound("warm-up")),
        SinkFailures.resultOf(SinkException.alreadyExists("warm-up")),
        SinkFailures.resultOf(SinkException.rejected("warm-up", null)),
        SinkFailures.resultOf(SinkException.misconfigured("warm-up", null)));
  }

  /** A logger that logs nothing. */
  private static final class Silence implements Logger {
    @Override
    public String getName() {
      return "warm-up";
    }

    @Override
    public boolean isLoggable(Level level) {
      return false;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {}

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {}
  }
}
