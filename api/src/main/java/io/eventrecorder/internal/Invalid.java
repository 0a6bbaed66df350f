package io.eventrecorder.internal;

import io.eventrecorder.InvalidEventException;
import io.eventrecorder.InvalidEventException.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts what cannot be recorded, and logs the first of each kind. Thread-safe. */
final class Invalid {
  private static final Logger LOGGER = System.getLogger("io.eventrecorder");

  private final Map<Problem, LongAdder> counts = new EnumMap<>(Problem.class);
  private final LongAdder bugs = new LongAdder();
  private final AtomicBoolean faultLogged = new AtomicBoolean();

  Invalid() {
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
        LOGGER.log(
            Level.WARNING,
            "an event cannot be recorded (counted; not logged again): " + e.getMessage());
      }
    }
  }

  /** What should not happen: user code that throws where nothing is expected to. */
  void fault(Throwable e) {
    bugs.increment();
    if (faultLogged.compareAndSet(false, true)) {
      LOGGER.log(
          Level.ERROR,
          "user code failed while an event was recorded (counted; not logged again)",
          e);
    }
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
