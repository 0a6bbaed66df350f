package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.core.pipeline.machine.MachineLog;
import io.eventrecorder.core.pipeline.machine.PipelineCounters;
import io.eventrecorder.core.pipeline.machine.WriteResult;
import io.eventrecorder.spi.SinkException;
import io.eventrecorder.text.PrintableText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs what a pipeline reports: of each kind of report at most one line in 10 s, with the number of
 * cases, and never a line per event. Confined to the worker.
 */
public final class PipelineLog implements MachineLog {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

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
    boolean logged;
    long loggedNanos;
  }

  private final String pipeline;
  private final GuardedLogger logger;
  private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);
  private long dropped;
  private String remedy = "";

  /**
   * A log of a pipeline.
   *
   * @param pipeline the pipeline's name
   * @param logger the application's; what it throws is counted and not thrown again
   * @param counters count what the logger throws
   */
  public PipelineLog(String pipeline, Logger logger, PipelineCounters counters) {
    this.pipeline = pipeline;
    this.logger = new GuardedLogger(logger, counters::countBug);
  }

  /** Logs how many events the queue had no room for; called often, with the number so far. */
  void dropped(long soFar, long now) {
    Line line = line(Kind.DROPPED);
    line.cases = soFar - dropped;
    if (line.cases > 0 && isDue(line, now)) {
      dropped = soFar;
      String help = "; a larger queue-capacity or a faster sink helps";
      write(line, now, "events dropped, because the queue was full" + help, null);
    }
  }

  @Override
  public void correlatorFailed(Event event, @Nullable Throwable cause, long now) {
    report(
        Kind.CORRELATOR,
        now,
        "events lost, because the correlator failed; the last one: " + event,
        cause);
  }

  @Override
  public void bug(String what, @Nullable Throwable cause, long now) {
    report(Kind.BUG, now, "faults of user code; the last one: " + what, cause);
  }

  @Override
  public void rejected(Event event, WriteResult result, long now) {
    if (result.cause() instanceof SinkException failure && failure.quiet()) {
      return;
    }
    Throwable bug = result.kind() == WriteResult.Kind.BUG ? result.cause() : null;
    report(
        Kind.REJECTED,
        now,
        "writes rejected by the sink; the last one: " + event + ": " + result.detail(),
        bug);
  }

  @Override
  public void failed(Event event, WriteResult result, int tries, long now) {
    String what =
        "writes given up; the last one after "
            + tries
            + " tries: "
            + event
            + ": "
            + result.detail();
    report(Kind.FAILED, now, what, null);
  }

  @Override
  public void evicted(Event event, long now) {
    String what =
        "writes given up, because more wait for the end of an outage than max-waiting allows; the"
            + " last one: ";
    report(Kind.FAILED, now, what + event, null);
  }

  /** Logged when an outage begins, because it may take long until a write is given up. */
  @Override
  public void outage(String why, long now) {
    report(
        Kind.OUTAGE, now, "outages began, writes wait until they end; the last one: " + why, null);
  }

  /** Logged once, until the remedy is another or writes succeed again. */
  @Override
  public void misconfigured(String newRemedy) {
    if (!remedy.equals(newRemedy)) {
      remedy = newRemedy;
      log(
          Level.ERROR,
          "event pipeline " + pipeline + " cannot write until this is fixed: " + newRemedy,
          null);
    }
  }

  @Override
  public void recovered() {
    if (!remedy.isEmpty()) {
      remedy = "";
      log(Level.INFO, "event pipeline " + pipeline + " can write again", null);
    }
  }

  /** The worker has continued after a fault that user code did not cause. */
  void restarted(Throwable fault, long now) {
    String what = "internal faults, after which the pipeline continued; the last one";
    report(Kind.FAULT, now, what, fault);
  }

  /** The worker has failed. */
  void gaveUp(Throwable fault) {
    log(
        Level.ERROR,
        "event pipeline "
            + pipeline
            + " has FAILED because of an internal fault. All its events count as dropped or abandoned"
            + " from now on. Close it, start another, and report the fault",
        fault);
  }

  private void report(Kind kind, long now, String what, @Nullable Throwable cause) {
    Line line = line(kind);
    line.cases++;
    if (isDue(line, now)) {
      write(line, now, what, cause);
    }
  }

  private Line line(Kind kind) {
    return lines.computeIfAbsent(kind, k -> new Line());
  }

  private static boolean isDue(Line line, long now) {
    return !line.logged || now - line.loggedNanos >= INTERVAL_NANOS;
  }

  private void log(Level level, String text, @Nullable Throwable cause) {
    logger.log(level, PrintableText.line(text), cause);
  }

  private void write(Line line, long now, String what, @Nullable Throwable cause) {
    String text = "event pipeline " + pipeline + ": " + line.cases + " " + what;
    log(Level.WARNING, text, cause);
    line.cases = 0;
    line.logged = true;
    line.loggedNanos = now;
  }
}
