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
    return next(objectName, clock.instant());
  }

  @Override
  public String next(String objectName, Instant now) {
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    long unique = last.updateAndGet(previous -> Math.max(nanos, previous + 1));
    String hex = Long.toHexString(unique);
    boolean fits = objectName.length() + 1 + hex.length() <= MAX_LENGTH;
    return fits && isDns1123Subdomain(objectName)
        ? objectName + '.' + hex
        : UUID.randomUUID().toString();
  }

  /** Labels of lower-case letters, digits and inner hyphens, joined with dots. */
  private static boolean isDns1123Subdomain(String name) {
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
