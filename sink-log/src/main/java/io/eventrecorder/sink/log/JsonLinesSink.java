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
 * Lines of JSON. Blocking, because a pipe whose reader sleeps and a file on a lost server are: one
 * thread of its own keeps the order of the lines and the pipeline free.
 */
final class JsonLinesSink implements BlockingEventSink {
  private final LineFormat format;
  private final Lines lines;
  private final EventClock clock;

  JsonLinesSink(LineFormat format, Lines lines, EventClock clock) {
    this.format = format;
    this.lines = lines;
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
      format.write(event, last == null ? clock.instant() : last, lines::write);
      return null;
    } catch (IOException e) {
      throw SinkException.retryable("cannot write to " + lines + ": " + e.getMessage(), e);
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
    lines.flush();
  }

  @Override
  public void close(Duration timeout) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + lines + ": " + e.getMessage(), e);
    }
  }
}
