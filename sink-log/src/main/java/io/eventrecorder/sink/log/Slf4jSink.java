package io.eventrecorder.sink.log;

import io.eventrecorder.Event;
import io.eventrecorder.spi.EventSink;
import io.eventrecorder.spi.SinkDefaults;
import io.eventrecorder.spi.SinkException;
import java.time.DateTimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs each event as a record of SLF4J. It logs on the pipeline's thread, so it blocks as long as
 * the logging back end does. Applications put an asynchronous appender in front of a slow one.
 */
final class Slf4jSink implements EventSink {
  private final Logger logger;
  private final @Nullable Marker marker;
  private final Layout layout;

  Slf4jSink(Logger logger, @Nullable Marker marker, Layout layout) {
    this.logger = logger;
    this.marker = marker;
    this.layout = layout;
  }

  @Override
  public CompletionStage<@Nullable Event> create(Event event) {
    return write(event);
  }

  @Override
  public CompletionStage<@Nullable Event> update(Event event) {
    return write(event);
  }

  @Override
  public SinkDefaults defaults() {
    return LogEventSink.DEFAULTS;
  }

  private CompletionStage<@Nullable Event> write(Event event) {
    try {
      Level level = Severity.of(event.type()).level;
      if (isEnabled(level)) {
        log(level, event);
      }
      return CompletableFuture.completedFuture(null);
    } catch (DateTimeException e) {
      return CompletableFuture.failedFuture(
          SinkException.rejected("a time of the event cannot be written: " + e.getMessage(), e));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void log(Level level, Event event) {
    LoggingEventBuilder line = logger.makeLoggingEventBuilder(level);
    Slf4jFields pairs = new Slf4jFields(marker == null ? line : line.addMarker(marker));
    layout.keyValues(event, pairs);
    pairs.line().setMessage(event.message()).log();
  }

  /** Asks with the marker, because a back end can accept a marker although the level is off. */
  private boolean isEnabled(Level level) {
    if (marker == null) {
      return logger.isEnabledForLevel(level);
    }
    return switch (level) {
      case ERROR -> logger.isErrorEnabled(marker);
      case WARN -> logger.isWarnEnabled(marker);
      default -> logger.isInfoEnabled(marker);
    };
  }
}
