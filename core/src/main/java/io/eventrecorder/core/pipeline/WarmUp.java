package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.config.PipelineSettings;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.List;
import java.util.ResourceBundle;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Does all that a machine does once, with an event that goes nowhere, while there is memory: a
 * class whose first use meets a full heap cannot be used ever after.
 */
final class WarmUp {
  private WarmUp() {}

  static void run(PipelineSettings settings) {
    PipelineCounters counters = new PipelineCounters();
    PipelineMachine machine =
        new PipelineMachine(
            EventCorrelator.none(),
            Event::namespace,
            object -> object,
            settings,
            new SplittableRandom(),
            new PipelineLog("drill", new Silence(), counters),
            counters);
    int events = 0;
    for (WriteResult result : answers()) {
      machine.accept(Event.builder().name("drill-" + events++).build(), 0);
      Attempt attempt = machine.poll(0);
      if (attempt != null) {
        machine.answered(attempt, result, 0);
      }
      machine.tick(0);
      machine.measure(0);
      machine = machine.restarted(events, 0);
    }
    machine.flush(() -> {});
    machine.close(0);
    machine.abandon(0);
  }

  private static List<WriteResult> answers() {
    return List.of(
        WriteResult.stored(null),
        WriteResult.UNREADABLE,
        WriteResult.timedOut(1),
        WriteResult.failed(new IOException()),
        WriteResult.failed(new IllegalStateException()),
        WriteResult.failed(SinkException.notFound("drill")),
        WriteResult.failed(SinkException.alreadyExists("drill")),
        WriteResult.failed(SinkException.rejected("drill", null)),
        WriteResult.failed(SinkException.misconfigured("drill", null)));
  }

  /** A log that nobody reads. */
  private static final class Silence implements Logger {
    @Override
    public String getName() {
      return "drill";
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
