package io.eventrecorder.cli.terminal;

import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line on standard error that shows the progress and overwrites itself. For one thread. */
public final class ProgressLine {
  private static final long PERIOD_NANOS = Duration.ofMillis(200).toNanos();

  private final StandardStreams streams;
  private final EventClock clock;
  private final LongSupplier eventsRead;
  private final LongSupplier writesDone;
  private long lastNanos;
  private boolean shown;

  /**
   * Creates a line that is not shown yet.
   *
   * @param streams where the line goes
   * @param clock says when the line is due again
   * @param eventsRead the number of events read so far
   * @param writesDone the number of writes delivered so far
   */
  public ProgressLine(
      StandardStreams streams, EventClock clock, LongSupplier eventsRead, LongSupplier writesDone) {
    this.streams = streams;
    this.clock = clock;
    this.eventsRead = eventsRead;
    this.writesDone = writesDone;
    this.lastNanos = clock.nanoTime();
  }

  /**
   * {@return whether standard error is a terminal and standard output is not} If both were, the
   * line would tear the lines of standard output.
   *
   * @param terminal the terminal of this process
   */
  public static boolean isUseful(Terminal terminal) {
    return terminal.isError() && !terminal.isOutput();
  }

  /** Writes the line again if the last time is long enough ago. */
  public void update() {
    long now = clock.nanoTime();
    if (now - lastNanos >= PERIOD_NANOS) {
      lastNanos = now;
      shown = true;
      streams
          .err()
          .printf(
              "\r%d events read, %d writes done", eventsRead.getAsLong(), writesDone.getAsLong());
      streams.err().flush();
    }
  }

  /** Erases the line, so that other text can follow. */
  public void clear() {
    if (shown) {
      streams.err().print("\r\033[K");
      streams.err().flush();
    }
  }
}
