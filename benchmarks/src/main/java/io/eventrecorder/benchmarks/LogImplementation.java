package io.eventrecorder.benchmarks;

import io.eventrecorder.Event;
import java.io.IOException;
import java.util.List;

/** Writes events as lines of JSON to {@code /dev/null}. */
interface LogImplementation {
  String FILE = "/dev/null";

  /** Returns when all lines are written. */
  void write(List<Event> events);

  void close();

  static LogImplementation of(String name) throws IOException {
    return switch (name) {
      case "eventrecorder" -> new EventRecorderLog();
      case "logstash-logback-encoder" -> new LogstashLog();
      default ->
          throw new IllegalArgumentException(
              "implementation " + name + " is neither eventrecorder nor logstash-logback-encoder");
    };
  }
}
