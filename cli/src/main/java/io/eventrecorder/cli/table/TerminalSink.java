package io.eventrecorder.cli.table;

import io.eventrecorder.Event;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes events to an output of the command. Its defaults are those of the sink log. */
final class TerminalSink implements BlockingEventSink {
  private static final SinkDefaults DEFAULTS =
      SinkDefaults.standard().withCorrelator("none").withMaxInFlight(1);

  private final EventOutput output;

  TerminalSink(EventOutput output) {
    this.output = output;
  }

  @Override
  public @Nullable Event create(Event event) {
    return update(event);
  }

  @Override
  public @Nullable Event update(Event event) {
    try {
      output.write(event);
      return null;
    } catch (IOException e) {
      throw SinkException.retryable("cannot write standard output: " + e.getMessage(), e);
    }
  }

  @Override
  public SinkDefaults defaults() {
    return DEFAULTS;
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void close(Duration timeout) {
    try {
      output.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write standard output: " + e.getMessage(), e);
    }
  }
}
