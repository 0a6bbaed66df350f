package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline says of itself: of each kind at most one line in 10 s, with the number of cases,
 * never a line per event. Confined to the pipeline's owner.
 */
final class PipelineLog {
  static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private enum Kind {
    DROPPED,
    CORRELATOR,
    BUG,
    REJECTED,
    FAILED,
    OUTAGE,
    FAULT
  }

  private static final class Line {
    long cases;
    boolean spoken;
    long spokenNanos;
  }

  private final String pipeline;
  private final GuardedLogger logger;
  private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);
  private long dropped;
  private String toMend = "";

  /** A log whose back end may throw; the counters counts that. */
  PipelineLog(String pipeline, Logger logger, PipelineCounters counters) {
    this.pipeline = pipeline;
    this.logger = new GuardedLogger(logger, () -> counters.bugs++);
  }

  /** Tells of events that the queue had no room for; called often, with the number so far. */
  void dropped(long soFar, long now) {
    Line line = line(Kind.DROPPED);
    line.cases = soFar - dropped;
    if (line.cases > 0 && maySpeak(line, now)) {
      dropped = soFar;
      String remedy = "; a larger queue-capacity or a faster sink helps";
      speak(line, now, "events dropped, because the queue was full" + remedy, null);
    }
  }

  void correlatorFailed(Event event, @Nullable Throwable cause, long now) {
    say(
        Kind.CORRELATOR,
        now,
        "events lost, because the correlator failed; the last one: " + event,
        cause);
  }

  void bug(String what, @Nullable Throwable cause, long now) {
    say(Kind.BUG, now, "faults of user code; the last one: " + what, cause);
  }

  void rejected(Event event, WriteResult result, long now) {
    if (result.cause() instanceof SinkException failure && failure.quiet()) {
      return;
    }
    Throwable bug = result.kind() == WriteResult.Kind.BUG ? result.cause() : null;
    say(
        Kind.REJECTED,
        now,
        "writes rejected by the sink; the last one: " + event + ": " + result.detail(),
        bug);
  }

  void failed(Event event, WriteResult result, int tries, long now) {
    String what =
        "writes given up; the last one after "
            + tries
            + " tries: "
            + event
            + ": "
            + result.detail();
    say(Kind.FAILED, now, what, null);
  }

  void evicted(Event event, long now) {
    String what =
        "writes given up, because more wait for the end of an outage than max-waiting allows; the last one: ";
    say(Kind.FAILED, now, what + event, null);
  }

  /** When it begins: it may be long until something is given up. */
  void outage(String why, long now) {
    say(Kind.OUTAGE, now, "outages began, writes wait until they end; the last one: " + why, null);
  }

  /** Once, until it is another remedy or it has helped. */
  void misconfigured(String text) {
    if (!toMend.equals(text)) {
      toMend = text;
      log(
          Level.ERROR,
          "event pipeline " + pipeline + " cannot write until this is mended: " + text,
          null);
    }
  }

  void healed() {
    if (!toMend.isEmpty()) {
      toMend = "";
      log(Level.INFO, "event pipeline " + pipeline + " can write again", null);
    }
  }

  /** The worker has gone on after a fault that is not of user code. */
  void restarted(Throwable fault, long now) {
    String what = "faults of the pipeline itself, which went on; the last one";
    say(Kind.FAULT, now, what, fault);
  }

  /** The last word of a pipeline that does not go on. */
  void gaveUp(Throwable fault) {
    log(
        Level.ERROR,
        "event pipeline "
            + pipeline
            + " has FAILED by a fault of its own, which is worth a report; all its events are"
            + " counted as dropped or abandoned from now on. Close it and start another",
        fault);
  }

  private void say(Kind kind, long now, String what, @Nullable Throwable cause) {
    Line line = line(kind);
    line.cases++;
    if (maySpeak(line, now)) {
      speak(line, now, what, cause);
    }
  }

  private Line line(Kind kind) {
    return lines.computeIfAbsent(kind, k -> new Line());
  }

  private static boolean maySpeak(Line line, long now) {
    return !line.spoken || now - line.spokenNanos >= INTERVAL_NANOS;
  }

  private void log(Level level, String text, @Nullable Throwable cause) {
    logger.log(level, PrintableText.line(text), cause);
  }

  private void speak(Line line, long now, String what, @Nullable Throwable cause) {
    String text = "event pipeline " + pipeline + ": " + line.cases + " " + what;
    log(Level.WARNING, text, cause);
    line.cases = 0;
    line.spoken = true;
    line.spokenNanos = now;
  }
}
