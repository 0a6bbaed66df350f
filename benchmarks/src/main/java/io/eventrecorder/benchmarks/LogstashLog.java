package io.eventrecorder.benchmarks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import io.eventrecorder.Event;
import io.eventrecorder.EventType;
import io.eventrecorder.ObjectReference;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logback with the encoder of logstash-logback-encoder. The lines have the fields of our profile
 * {@code KUBERNETES} and no other. One write for each line, as the sink {@code log} does.
 */
final class LogstashLog implements LogImplementation {
  private static final String IGNORE = "[ignore]";

  private final LoggerContext logback = new LoggerContext();
  private final Logger logger = logback.getLogger("events");

  LogstashLog() throws IOException {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setFieldNames(names());
    encoder.setContext(logback);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(logback);
    appender.setEncoder(encoder);
    appender.setOutputStream(new FileOutputStream(FILE, true));
    appender.start();
    logger.addAppender(appender);
  }

  private static LogstashFieldNames names() {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("time");
    names.setVersion(IGNORE);
    names.setLogger(IGNORE);
    names.setThread(IGNORE);
    names.setLevelValue(IGNORE);
    return names;
  }

  @Override
  public void write(List<Event> events) {
    for (Event event : events) {
      log(event);
    }
    if (new StatusUtil(logback).getHighestLevel(0) >= Status.WARN) {
      throw new IllegalStateException(
          "Logback failed: " + logback.getStatusManager().getCopyOfStatusList());
    }
  }

  private void log(Event event) {
    ObjectReference object = event.regarding();
    LoggingEventBuilder line =
        event.type().equals(EventType.WARNING) ? logger.atWarn() : logger.atInfo();
    line = add(line, "object", object.namespace() + "/" + object.name());
    line = add(line, "fieldPath", object.fieldPath());
    line = add(line, "kind", object.kind());
    line = add(line, "apiVersion", object.apiVersion());
    line = add(line, "type", event.type());
    line = add(line, "reason", event.reason());
    line = add(line, "action", event.action());
    line = line.addKeyValue("count", event.count());
    line = add(line, "firstTimestamp", event.firstTimestamp());
    line = add(line, "lastTimestamp", event.lastTimestamp());
    line = add(line, "objectUid", object.uid());
    line = add(line, "sourceComponent", event.source().component());
    line = add(line, "sourceHost", event.source().host());
    line = add(line, "reportingController", event.reportingController());
    line = add(line, "reportingInstance", event.reportingInstance());
    line = add(line, "event", event.namespace() + "/" + event.name());
    line.log(event.message());
  }

  private static LoggingEventBuilder add(LoggingEventBuilder line, String name, String value) {
    return value.isEmpty() ? line : line.addKeyValue(name, value);
  }

  private static LoggingEventBuilder add(
      LoggingEventBuilder line, String name, @Nullable Instant value) {
    return value == null ? line : line.addKeyValue(name, value);
  }

  @Override
  public void close() {
    logback.stop();
  }
}
