package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.spi.BlockingEventSink;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as lines of JSON. It blocks, because a pipe without a reader or a file on a lost
 * server blocks. Its one thread keeps the order of the lines and does not block the pipeline.
 */
final class JsonLinesSink implements BlockingEventSink {
  private final LineFormat format;
  private final LineOutput output;
  private final EventClock clock;

  JsonLinesSink(LineFormat format, LineOutput output, EventClock clock) {
    this.format = format;
    this.output = output;
    this.clock = clock;
  }

  @Override
  public @Nullable Event create(Event event) {
    return write(event);
  }

  @Override
  public @Nullable Event update(Event event) {
    return write(event);
  }

  private @Nullable Event write(Event event) {
    Instant last = event.lastOccurrence();
    try {
      format.write(event, last == null ? clock.instant() : last, output::write);
      return null;
    } catch (IOException e) {
      throw SinkException.retryable("cannot write to " + output + ": " + e.getMessage(), e);
    } catch (DateTimeException e) {
      throw SinkException.rejected("a time of the event cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public SinkDefaults defaults() {
    return LogEventSink.DEFAULTS;
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
      throw new UncheckedIOException("cannot close " + output + ": " + e.getMessage(), e);
    }
  }
}
