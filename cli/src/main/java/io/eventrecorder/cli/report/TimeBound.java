package io.eventrecorder.cli.report;

import io.eventrecorder.cli.terminal.CommandException;
import io.eventrecorder.spi.Option;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code --from} or {@code --to}: a time, or a duration before the newest event.
 *
 * @param time the time; null if it is relative
 * @param beforeNewest how long before the newest event; null if it is a time
 */
public record TimeBound(@Nullable Instant time, @Nullable Duration beforeNewest) {
  private static final Option<Duration> DURATION = Option.duration("duration");

  /**
   * {@return the bound that a text describes}
   *
   * @param flag the name of the option, for the error
   * @param text an instant such as {@code 2026-03-02T09:14:00Z}, a time or date in UTC, or a
   *     duration such as {@code 30m}
   * @throws CommandException if the text is none of these
   */
  public static TimeBound parse(String flag, String text) {
    Instant time = time(text.strip().replace(' ', 'T'));
    if (time != null) {
      return new TimeBound(time, null);
    }
    try {
      return new TimeBound(null, DURATION.parse(text.strip()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          flag
              + ": '"
              + text
              + "' must be a time such as 2026-03-02T09:14:00Z, a date such as 2026-03-02 (its"
              + " midnight in UTC), or a duration before the newest event such as 30m");
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.matches(".*T.*-.*");
      return zoned
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * {@return the time of this bound}
   *
   * @param newest the time of the newest event
   */
  Instant resolve(Instant newest) {
    return time != null ? time : newest.minus(beforeNewest == null ? Duration.ZERO : beforeNewest);
  }
}
