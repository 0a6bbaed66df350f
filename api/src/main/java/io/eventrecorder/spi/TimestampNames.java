package io.eventrecorder.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names with timestamps: {@code max(now, last + 1)}, so they are unique and increase. */
final class TimestampNames implements EventNames {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final EventClock clock;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  TimestampNames(EventClock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String next(String objectName) {
    long number = nextNumber(objectName, clock.instant());
    return number == NO_NUMBER
        ? UUID.randomUUID().toString()
        : objectName + '.' + Long.toHexString(number);
  }

  @Override
  public long nextNumber(String objectName, Instant now) {
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    long number = last.updateAndGet(previous -> Math.max(nanos, previous + 1));
    return fits(objectName, number) ? number : NO_NUMBER;
  }

  private static boolean fits(String objectName, long number) {
    int hexDigits = (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4; // 0 has one, not none
    return EventNames.isValid(objectName, Math.max(1, hexDigits));
  }
}
