package io.eventrecorder.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.eventrecorder.spi.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when a test advances it. Thread-safe.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * clock.after(Duration.ofSeconds(30), () -> done.add("time is up"));
 * clock.advance(Duration.ofMinutes(5)); // runs it, at 30 s
 * }</pre>
 */
public final class ManualClock implements EventClock {
  /** The time at which {@link #ManualClock()} starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Alarm(long nanos, Runnable task) {}

  @GuardedBy("this")
  private Instant wall;

  @GuardedBy("this")
  private long nanos;

  /** In the order of the calls of {@link #after}. There are few, so a list is fast enough. */
  @GuardedBy("this")
  private final List<Alarm> alarms = new ArrayList<>();

  /** Creates a clock that starts at {@link #START}. */
  public ManualClock() {
    this(START);
  }

  /**
   * Creates a clock that starts at a given time.
   *
   * @param start the time of day to begin with
   */
  public ManualClock(Instant start) {
    this.wall = Objects.requireNonNull(start);
  }

  /**
   * Moves both readings of the clock. The tasks of {@link #after} that become due run on this
   * thread, each at its time, before this method returns.
   *
   * @param span how far to move the clock; not negative
   * @throws IllegalArgumentException if it is negative
   */
  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException(
          "cannot advance by "
              + span
              + ": time does not go back; use setWall to step the wall clock");
    }
    long target = nanoTime() + span.toNanos();
    Alarm alarm = nextUntil(target);
    while (alarm != null) {
      alarm.task().run();
      alarm = nextUntil(target);
    }
  }

  /**
   * Runs a task after some time. Steps of the wall clock do not count as time.
   *
   * @param span how long to wait from now; a task with a span of zero runs at the next {@link
   *     #advance}
   * @param task runs on the thread that advances the clock; the task may advance the clock too
   */
  public synchronized void after(Duration span, Runnable task) {
    alarms.add(new Alarm(nanos + span.toNanos(), Objects.requireNonNull(task)));
  }

  /**
   * Steps the wall clock, as an administrator or NTP does; the monotonic reading stays.
   *
   * @param time the new time of day, earlier or later
   */
  public synchronized void setWall(Instant time) {
    wall = Objects.requireNonNull(time);
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  /** Moves to the first alarm before the target and removes it; without alarm, to the target. */
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
