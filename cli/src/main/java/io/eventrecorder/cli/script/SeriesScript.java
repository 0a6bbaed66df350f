package io.eventrecorder.cli.script;

import io.eventrecorder.Event;
import io.eventrecorder.cli.correlate.VirtualClock;
import io.eventrecorder.correlator.SeriesCorrelator;
import io.eventrecorder.correlator.SeriesOptions;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventNames;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a script against the correlator {@code series}. The script moves the clock and gives the
 * answers of the store. Its form is that of the test vectors recorded from client-go's {@code
 * tools/events}.
 */
final class SeriesScript implements Script {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** {@code ignoreResourceVersion} has no effect: keys never contain the resourceVersion. */
  static final Set<String> OPTIONS = Set.of("ttlMillis", "ignoreResourceVersion");

  private static final Set<String> STEPS =
      Set.of(
          "advanceMillis",
          "advanceNanos",
          "event",
          "finish",
          "refresh",
          "delete",
          "answers",
          "fail",
          "stored");

  private final VirtualClock clock = new VirtualClock(START);
  private final EventNames names = EventNames.of(clock);
  private final SeriesCorrelator correlator =
      SeriesCorrelator.create(SeriesOptions.defaults(), clock, names);
  private final SeriesRequestLog requests = new SeriesRequestLog(clock);
  private final SeriesStore store;
  private final SeriesScriptWriter writer;
  private final PrintStream out;

  SeriesScript(ScriptLine options, PrintStream out) {
    this.store = new SeriesStore(clock, Duration.ofMillis(options.whole("ttlMillis")));
    this.writer = new SeriesScriptWriter(correlator, store, requests, names);
    this.out = out;
  }

  @Override
  public Set<String> steps() {
    return STEPS;
  }

  @Override
  public void run(ScriptLine line) {
    advance(Duration.ofMillis(line.whole("advanceMillis")));
    advance(Duration.ofNanos(line.whole("advanceNanos")));
    ScriptLine delete = line.object("delete", Set.of("namespace", "name"));
    if (delete != null) {
      store.delete(delete.string("namespace"), delete.string("name"));
    }
    ScriptLine answers = line.object("answers", Set.of("object", "reason", "answers"));
    if (answers != null) {
      store.answer(answers.string("object"), answers.string("reason"), answers.strings("answers"));
    }
    ScriptLine fail = line.object("fail", Set.of("object", "answer"));
    if (fail != null) {
      writer.fail(fail.string("object"), fail.string("answer"));
    }
    Event event = line.event("event");
    if (event != null) {
      writer.write(correlator.correlate(event), "event");
    }
    if (event != null || line.flag("finish") || line.flag("refresh")) {
      out.println(
          "{\"remembered\":"
              + correlator.gauges().get("observations")
              + ",\"writes\":"
              + requests.takeAll()
              + '}');
    }
    if (line.flag("stored")) {
      out.println(
          store.all().stream()
              .map(SeriesRequestLog::json)
              .collect(Collectors.joining(",", "{\"stored\":[", "]}")));
    }
  }

  /** Moves the clock, and writes everything that becomes due up to the end, when it is due. */
  private void advance(Duration span) {
    Instant end = clock.instant().plus(span);
    OptionalLong next = correlator.nextDueNanos();
    while (!span.isZero() && next.isPresent() && left(end) >= next.getAsLong() - clock.nanoTime()) {
      clock.advance(Duration.ofNanos(Math.max(0, next.getAsLong() - clock.nanoTime())));
      for (Correlation due : correlator.due()) {
        writer.write(due, "due");
      }
      next = correlator.nextDueNanos();
    }
    clock.advanceTo(end);
  }

  private long left(Instant end) {
    return Duration.between(clock.instant(), end).toNanos();
  }
}
