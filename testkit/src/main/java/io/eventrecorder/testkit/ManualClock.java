package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to move. Thread-safe.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * clock.after(Duration.ofSeconds(30), () -> heard.add("time is up"));
 * clock.advance(Duration.ofMinutes(5)); // runs it, at 30 s
 * }</pre>
 */
public final class ManualClock implements EventClock {
  /** Where {@link #ManualClock()} starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Alarm(long nanos, Runnable task) {}

  @GuardedBy("this")
  private Instant wall;

  @GuardedBy("this")
  private long nanos;

  /** In the order in which they were set; few, so that looking for the first is no matter. */
  @GuardedBy("this")
  private final List<Alarm> alarms = new ArrayList<>();

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
   * Lets time pass: both readings move. What was asked for by {@link #after} runs on this thread,
   * each at its own time, before the call returns.
   *
   * @param span how long; not negative, since time does not go back
   * @throws IllegalArgumentException if it is negative
   */
  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException(
          "time does not go back; to step the wall clock by " + span + ", use setWall");
    }
    long target = nanoTime() + span.toNanos();
    Alarm alarm = nextUntil(target);
    while (alarm != null) {
      alarm.task().run();
      alarm = nextUntil(target);
    }
  }

  /**
   * Has a task run when time has passed; steps of the wall clock do not count.
   *
   * @param span how long from now; a task with nothing to wait for runs at the next {@link
   *     #advance}
   * @param task what to run, on the thread that moves the clock; it may move the clock itself
   */
  public synchronized void after(Duration span, Runnable task) {
    alarms.add(new Alarm(nanos + span.toNanos(), task));
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

  /** Moves to the first alarm up to the target and takes it out, or to the target. */
  private synchronized @Nullable Alarm nextUntil(long target) {
    Alarm first =
        alarms.stream()
            .filter(alarm -> alarm.nanos() <= target)
            .min(Comparator.comparingLong(Alarm::nanos)) // the first of equals
            .orElse(null);
    moveTo(first == null ? target : first.nanos());
    if (first != null) {
      alarms.remove(first);
    }
    return first;
  }

  @GuardedBy("this")
  private void moveTo(long reading) {
    if (reading > nanos) { // a task may have moved the clock further
      wall = wall.plusNanos(reading - nanos);
      nanos = reading;
    }
  }
}
