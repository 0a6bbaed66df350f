package io.eventrecorder.sink.log;

import io.eventrecorder.EventType;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * How bad an event is. Kubernetes knows the types Normal and Warning; what is written elsewhere has
 * others, in any case. No type makes less of an event than INFO: whoever records it wants it seen.
 */
enum Severity {
  INFO(9, Level.INFO),
  WARN(13, Level.WARN),
  ERROR(17, Level.ERROR),
  FATAL(21, Level.ERROR);

  /** The severity number of the OpenTelemetry log data model. */
  final int number;

  /** SLF4J has none above ERROR. */
  final Level level;

  Severity(int number, Level level) {
    this.number = number;
    this.level = level;
  }

  /** {@return what a type means; INFO if it is none of a problem} */
  static Severity of(String type) {
    if (type.equals(EventType.NORMAL)) {
      return INFO; // nearly all there are
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "warning", "warn" -> WARN;
      case "error", "err", "failure", "failed" -> ERROR;
      case "critical", "crit", "fatal", "severe", "alert", "emergency", "emerg", "panic" -> FATAL;
      default -> INFO;
    };
  }
}
