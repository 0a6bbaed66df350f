package io.eventrecorder.cli;

import io.eventrecorder.broadcaster.PipelineStats;
import io.eventrecorder.spi.EventClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One line on standard error that is written over and over. */
final class Progress {
  private static final long PERIOD_NANOS = Duration.ofMillis(200).toNanos();

  private final Streams streams;
  private final Session session;
  private final EventInputs inputs;
  private final boolean wanted;
  private final EventClock clock;
  private long lastNanos;
  private boolean shown;

  private Progress(Streams streams, Session session, EventInputs inputs, boolean wanted) {
    this.streams = streams;
    this.session = session;
    this.inputs = inputs;
    this.wanted = wanted;
    this.clock = session.broadcaster().clock();
    this.lastNanos = clock.nanoTime();
  }

  static Progress on(Streams streams, Session session, EventInputs inputs, boolean wanted) {
    return new Progress(streams, session, inputs, wanted);
  }

  /**
   * {@return whether standard error is a terminal, and standard output is none, whose lines would
   * be torn} {@code System.console()} cannot tell: it wants both to be terminals.
   */
  static boolean isWelcome() {
    return isTerminal(2) && !isTerminal(1);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) { // no such file system, or no such file
      return false;
    }
  }

  void update() {
    long now = clock.nanoTime();
    if (wanted && now - lastNanos >= PERIOD_NANOS) {
      lastNanos = now;
      shown = true;
      long delivered =
          session.stats().pipelines().values().stream()
              .map(PipelineStats::writes)
              .mapToLong(PipelineStats.WriteLedger::delivered)
              .sum();
      streams.err().printf("\r%,d events read, %,d writes done", inputs.read(), delivered);
      streams.err().flush();
    }
  }

  /** Leaves the line empty for what follows. */
  void clear() {
    if (shown) {
      streams.err().print("\r\033[K");
      streams.err().flush();
    }
  }
}
