package io.eventrecorder.sink.log;

import io.eventrecorder.EventType;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The severity of an event. Kubernetes has the types Normal and Warning; other programs use other
 * types, in upper or lower case. No type has a severity below INFO, because levels below INFO are
 * usually off.
 */
enum Severity {
  INFO(9, Level.INFO),
  WARN(13, Level.WARN),
  ERROR(17, Level.ERROR),
  FATAL(21, Level.ERROR);

  /** The severity number of the OpenTelemetry log data model. */
  final int number;

  /** The level of SLF4J, which has none above ERROR. */
  final Level level;

  Severity(int number, Level level) {
    this.number = number;
    this.level = level;
  }

  /** {@return the severity of a type; INFO if the type does not name a problem} */
  static Severity of(String type) {
    if (type.equals(EventType.NORMAL)) {
      return INFO;
    }
    if (type.equals(EventType.WARNING)) {
      return WARN; // with Normal nearly all events
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "warning", "warn" -> WARN;
      case "error", "err", "failure", "failed" -> ERROR;
      case "critical", "crit", "fatal", "severe", "alert", "emergency", "emerg", "panic" -> FATAL;
      default -> INFO;
    };
  }
}
