package io.eventrecorder.correlator.series;

import io.eventrecorder.Event;
import io.eventrecorder.correlator.SeriesEngine;
import io.eventrecorder.spi.Correlation;
import io.eventrecorder.spi.EventClock;
import io.eventrecorder.spi.EventCorrelator;
import io.eventrecorder.spi.EventNames;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The correlator {@code series}: an event that happens again becomes a series with a count, as
 * client-go's {@code tools/events} does for events.k8s.io/v1. The first two occurrences are
 * written; from then on the count is written every half hour, when the series ends, and by {@link
 * #drain()}. Its states are absolute. Confined to one thread; no I/O, no threads.
 *
 * <p>The message is not part of an event's identity, unless the options say so: the first one is
 * written until the store has the event, then the newest.
 */
public final class SeriesCorrelator implements EventCorrelator {
  private final SeriesEngine engine;

  private SeriesCorrelator(SeriesEngine engine) {
    this.engine = engine;
  }

  /**
   * {@return a new correlator that knows no event}
   *
   * @param options how it works
   * @param clock for intervals, and for the timestamps of series
   * @param names for events that come without a name
   */
  public static SeriesCorrelator create(SeriesOptions options, EventClock clock, EventNames names) {
    return new SeriesCorrelator(SeriesEngine.create(options.settings(), clock, names));
  }

  @Override
  public Correlation correlate(Event event) {
    return engine.correlate(event);
  }

  @Override
  public void recorded(Correlation written, Event stored) {
    engine.recorded(written, stored);
  }

  @Override
  public void notRecorded(Correlation written, NotRecorded why) {
    engine.notRecorded(written, why);
  }

  @Override
  public void notUpdated(Correlation written, NotRecorded why, Event inStore) {
    engine.notUpdated(written, why, inStore);
  }

  /** {@return the last counts of series that have ended, then the running ones to be refreshed} */
  @Override
  public List<Correlation> due() {
    return engine.due();
  }

  @Override
  public OptionalLong nextDueNanos() {
    return engine.nextDueNanos();
  }

  @Override
  public List<Correlation> drain() {
    return engine.drain();
  }

  @Override
  public long unwritten() {
    return engine.unwritten();
  }

  /**
   * {@return {@code observations}: events that are remembered; {@code series}: those of them that
   * are refreshed; {@code waiting}: forgotten ones whose last count is to be written; {@code
   * function-failures}: how often the identity function threw or returned null; {@code states}:
   * events from elsewhere of which is known how much they added; {@code states-repeated}: how often
   * one said nothing new; {@code states-forgotten}: how many had to leave, and are counted anew if
   * they come again}
   */
  @Override
  public Map<String, Long> gauges() {
    return engine.gauges();
  }
}
