package io.eventrecorder.sink.log;

import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/** Key/value pairs of SLF4J 2. */
final class KeyValues implements Fields {
  private LoggingEventBuilder line;

  KeyValues(LoggingEventBuilder line) {
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
