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
final class Drill {
  private Drill() {}

  static void run(PipelineSettings settings) {
    Ledger ledger = new Ledger();
    PipelineMachine machine =
        new PipelineMachine(
            EventCorrelator.none(),
            Event::namespace,
            object -> object,
            settings,
            new SplittableRandom(),
            new PipelineLog("drill", new Silence(), ledger),
            ledger);
    int events = 0;
    for (Answer answer : answers()) {
      machine.accept(Event.builder().name("drill-" + events++).build(), 0);
      Attempt attempt = machine.poll(0);
      if (attempt != null) {
        machine.answered(attempt, answer, 0);
      }
      machine.tick(0);
      machine.measure(0);
      machine = machine.restarted(events, 0);
    }
    machine.flush(() -> {});
    machine.close(0);
    machine.abandon(0);
  }

  private static List<Answer> answers() {
    return List.of(
        Answer.stored(null),
        Answer.UNREADABLE,
        Answer.timedOut(1),
        Answer.failed(new IOException()),
        Answer.failed(new IllegalStateException()),
        Answer.failed(SinkException.notFound("drill")),
        Answer.failed(SinkException.alreadyExists("drill")),
        Answer.failed(SinkException.rejected("drill", null)),
        Answer.failed(SinkException.misconfigured("drill", null)));
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
