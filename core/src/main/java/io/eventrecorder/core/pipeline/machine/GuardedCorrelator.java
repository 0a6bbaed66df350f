package io.eventrecorder.core.pipeline.machine;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import io.eventrecorder.spi.StatefulCorrelator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a correlator, which is user code, and handles everything that it may throw or return. */
final class GuardedCorrelator {
  /** So that a call takes less than a millisecond or so. */
  private static final int MOST_EXPIRED = 1000;

  private final EventCorrelator correlator;
  private final Diagnostics diagnostics;

  GuardedCorrelator(EventCorrelator correlator, Diagnostics diagnostics) {
    this.correlator = correlator;
    this.diagnostics = diagnostics;
  }

  /**
   * The correlation; null if the correlator failed. Then the event is lost, because the correlator
   * limits the number of writes, and none is sent without it.
   */
  @Nullable Correlation correlate(Event event, long now) {
    try {
      Correlation correlation = correlator.correlate(event);
      if (correlation == null) {
        diagnostics.log().correlatorFailed(event, null, now);
      }
      return correlation;
    } catch (Throwable e) {
      diagnostics.log().correlatorFailed(event, e, now);
      return null;
    }
  }

  void recorded(Correlation written, Event stored, long now) {
    try {
      correlator.recorded(written, stored);
    } catch (Throwable e) {
      threw(e, now);
    }
  }

  void notRecorded(Correlation written, NotRecorded why, long now) {
    try {
      correlator.notRecorded(written, why);
    } catch (Throwable e) {
      threw(e, now);
    }
  }

  void notUpdated(Correlation written, NotRecorded why, Event inStore, long now) {
    try {
      correlator.notUpdated(written, why, inStore);
    } catch (Throwable e) {
      threw(e, now);
    }
  }

  List<Correlation> due(long now) {
    return guarded(() -> copy(correlator.due()), List.of(), now);
  }

  OptionalLong nextDueNanos(long now) {
    return guarded(correlator::nextDueNanos, OptionalLong.empty(), now);
  }

  List<Correlation> drain(long now) {
    return guarded(() -> copy(correlator.drain()), List.of(), now);
  }

  /** Called after each step, so it makes no object. */
  long unwritten(long now) {
    try {
      return correlator.unwritten();
    } catch (Throwable e) {
      threw(e, now);
      return 0;
    }
  }

  Map<String, Long> gauges(long now) {
    return guarded(() -> Map.copyOf(correlator.gauges()), Map.of(), now);
  }

  /**
   * Lets the correlator hand over what has changed in its memory, without what has no effect any
   * longer; returns false if it threw. Then parts are missing, and it hands them over with the next
   * call.
   */
  boolean changes(StatefulCorrelator memory, StatefulCorrelator.Parts parts, long now) {
    try {
      int unused = memory.expire(MOST_EXPIRED);
      memory.changes(parts);
      return true;
    } catch (Throwable e) {
      threw(e, now);
      return false;
    }
  }

  /** The correlator broke its contract without throwing. */
  void bug(String what, long now) {
    diagnostics.bug(what, null, now);
  }

  /** Copies a list, because each call to another's list runs user code. Elements may be null. */
  @SuppressWarnings(
      "NullAway") // an implementation may return null, although the contract forbids it
  private static @Nullable List<Correlation> copy(@Nullable List<Correlation> theirs) {
    return theirs == null ? null : new ArrayList<>(theirs);
  }

  private void threw(Throwable cause, long now) {
    diagnostics.bug("the correlator threw", cause, now);
  }

  private <T> T guarded(Supplier<@Nullable T> call, T fallback, long now) {
    try {
      T result = call.get();
      if (result != null) {
        return result;
      }
      bug("the correlator returned null", now);
    } catch (Throwable e) {
      threw(e, now);
    }
    return fallback;
  }
}
