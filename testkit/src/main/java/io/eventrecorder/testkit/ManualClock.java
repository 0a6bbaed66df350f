package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class ManualClock implements EventClock {
  /** Where {@link #ManualClock()} starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @GuardedBy("this")
  private Instant wall;

  @GuardedBy("this")
  private long nanos;

  /** A clock that starts at {@link #START}. */
  public ManualClock() {
    this(START);
  }

  /**
   * A clock that starts at a moment.
   *
   * @param start the time of day to begin with
   */
  public ManualClock(Instant start) {
    this.wall = start;
  }

  /**
   * Lets time pass: both readings move.
   *
   * @param span how long; not negative, since time does not go back
   */
  public synchronized void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException(
          "time does not go back; to step the wall clock by " + span + ", use setWall");
    }
    wall = wall.plus(span);
    nanos += span.toNanos();
  }

  /**
   * Steps the wall clock, as an administrator or NTP does; the monotonic reading stays.
   *
   * @param time the new time of day, earlier or later
   */
  public synchronized void setWall(Instant time) {
    wall = time;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }
}
