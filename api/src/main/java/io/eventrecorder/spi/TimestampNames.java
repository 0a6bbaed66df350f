package io.eventrecorder.spi;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Unique and increasing: {@code max(now, last + 1)}. */
final class TimestampNames implements EventNames {
  private static final int MAX_LENGTH = 253;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final EventClock clock;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  TimestampNames(EventClock clock) {
    this.clock = clock;
  }

  @Override
  public String next(String objectName) {
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    long unique = last.updateAndGet(previous -> Math.max(nanos, previous + 1));
    String name = objectName + '.' + Long.toHexString(unique);
    return isDns1123Subdomain(name) ? name : UUID.randomUUID().toString();
  }

  /** Labels of lower-case letters, digits and inner hyphens, joined with dots. */
  private static boolean isDns1123Subdomain(String name) {
    if (name.length() > MAX_LENGTH) {
      return false;
    }
    char previous = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inner =
          (c == '-' && previous != '.') || (c == '.' && previous != '.' && previous != '-');
      if (!alphanumeric && !inner) {
        return false;
      }
      previous = c;
    }
    return previous != '.' && previous != '-';
  }
}
