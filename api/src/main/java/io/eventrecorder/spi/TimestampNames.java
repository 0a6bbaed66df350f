package io.eventrecorder.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names with timestamps: {@code max(now, last + 1)}, so they are unique and increase. */
final class TimestampNames implements EventNames {
  private static final int MAX_LENGTH = 253;
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
    return objectName.length() + 1 + Math.max(1, hexDigits) <= MAX_LENGTH
        && isDns1123Subdomain(objectName);
  }

  /** Labels of lower-case letters, digits and inner hyphens, joined with dots. */
  private static boolean isDns1123Subdomain(String name) {
    char previous = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && !mayFollow(c, previous)) {
        return false;
      }
      previous = c;
    }
    return previous != '.' && previous != '-';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  /** Whether a character that is not alphanumeric may follow another one. */
  private static boolean mayFollow(char c, char previous) {
    return c == '-' ? previous != '.' : c == '.' && previous != '.' && previous != '-';
  }
}
