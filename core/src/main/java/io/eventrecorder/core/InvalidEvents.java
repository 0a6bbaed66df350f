package io.eventrecorder.core;

import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import io.eventrecorder.core.guard.GuardedLogger;
import io.eventrecorder.spi.UserCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts invalid events and failures of user code, and logs the first of each kind. Thread-safe.
 */
final class InvalidEvents {
  private final Map<Problem, LongAdder> counts = new EnumMap<>(Problem.class);
  private final LongAdder bugs = new LongAdder();
  private final AtomicBoolean faultLogged = new AtomicBoolean();
  private final GuardedLogger logger;

  InvalidEvents(Logger logger) {
    this.logger = new GuardedLogger(logger, bugs::increment);
    for (Problem problem : Problem.values()) {
      counts.put(problem, new LongAdder());
    }
  }

  void count(InvalidEventException e) {
    LongAdder count = counts.get(e.problem());
    if (count != null) {
      boolean first = count.sum() == 0;
      count.increment();
      if (first) {
        logger.log(
            Level.WARNING,
            "an event is invalid (later events with this problem are counted, not logged): "
                + e.getMessage(),
            null);
      }
    }
    Throwable cause = e.getCause();
    if (cause != null && !(cause instanceof RuntimeException)) {
      fault(cause); // an error or a checked exception does not report a wrong value: it is a bug
    }
  }

  /**
   * Counts a failure of user code.
   *
   * @throws VirtualMachineError if that was thrown: the application must handle it
   */
  void fault(Throwable e) {
    if (UserCode.isFatal(e)) {
      throw (VirtualMachineError) e;
    }
    bugs.increment();
    if (faultLogged.compareAndSet(false, true)) {
      logger.log(
          Level.ERROR,
          "user code failed while an event was recorded (later failures are counted, not logged)",
          e);
    }
  }

  /** Logs a warning of the broadcaster. */
  void warn(String text) {
    logger.log(Level.WARNING, text, null);
  }

  long bugs() {
    return bugs.sum();
  }

  Map<Problem, Long> counts() {
    Map<Problem, Long> result = new EnumMap<>(Problem.class);
    counts.forEach(
        (problem, count) -> {
          if (count.sum() > 0) {
            result.put(problem, count.sum());
          }
        });
    return result;
  }
}
