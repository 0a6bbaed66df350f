package io.eventrecorder.core.pipeline;

import io.eventrecorder.Event;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventCorrelator.NotRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The boundary to a correlator, which is user code: nothing that it throws or returns goes further.
 */
final class GuardedCorrelator {
  private final EventCorrelator correlator;
  private final PipelineCounters counters;
  private final PipelineLog log;

  GuardedCorrelator(EventCorrelator correlator, PipelineCounters counters, PipelineLog log) {
    this.correlator = correlator;
    this.counters = counters;
    this.log = log;
  }

  /** Null if the event is lost: the correlator is the brake, so nothing is written without it. */
  @Nullable Correlation correlate(Event event, long now) {
    try {
      Correlation correlation = correlator.correlate(event);
      if (correlation == null) {
        log.correlatorFailed(event, null, now);
      }
      return correlation;
    } catch (Throwable e) {
      log.correlatorFailed(event, e, now);
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

  /** Asked after each step, so nothing is made for it. */
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

  /** For what returns nonsense without throwing. */
  void bug(String what, long now) {
    counters.bugs++;
    log.bug(what, null, now);
  }

  /** A list of others is user code with each element that is asked for; elements may be null. */
  @SuppressWarnings("NullAway") // who implements it may return null all the same
  private static @Nullable List<Correlation> copy(@Nullable List<Correlation> theirs) {
    return theirs == null ? null : new ArrayList<>(theirs);
  }

  private void threw(Throwable cause, long now) {
    counters.bugs++;
    log.bug("the correlator threw", cause, now);
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
