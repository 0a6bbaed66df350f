package io.eventrecorder.sink.log;

import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/** Adds fields to a log record as key/value pairs of SLF4J 2. */
final class Slf4jFields implements Fields {
  private LoggingEventBuilder line;

  Slf4jFields(LoggingEventBuilder line) {
    this.line = line;
  }

  @Override
  public void add(String name, String value) {
    line = line.addKeyValue(name, value);
  }

  @Override
  public void add(String name, int value) {
    line = line.addKeyValue(name, value);
  }

  @Override
  public void add(String name, Map<String, String> values) {
    line = line.addKeyValue(name, values);
  }

  LoggingEventBuilder line() {
    return line;
  }
}
