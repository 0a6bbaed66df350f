package io.eventrecorder.spi;

import io.eventrecorder.Event;

/** The correlator {@code none}: stateless, so one serves all. */
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
