package io.eventrecorder.spi;

import io.eventrecorder.Event;

/** The correlator {@code none}. It has no state, so all pipelines share it. */
enum PassThrough implements EventCorrelator {
  INSTANCE;

  @Override
  public Correlation correlate(Event event) {
    boolean seenBefore = event.count() > 1 || event.series() != null;
    return seenBefore
        ? Correlation.patch(event, EventPatch.ofState(event), false, null)
        : Correlation.create(event, null, false, null);
  }
}
