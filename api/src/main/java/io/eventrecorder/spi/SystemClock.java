package io.eventrecorder.spi;

import java.time.Instant;

/** The only code that reads the system's clocks. */
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
