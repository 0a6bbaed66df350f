package io.eventrecorder.spi;

import java.time.Instant;

/** The clock of the system. No other code reads it. */
enum SystemClock implements EventClock {
  INSTANCE;

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
