package io.eventrecorder.spi;

import java.time.Instant;

/**
 * Gives names to events. Thread-safe.
 *
 * <p>A name is {@code <object name>.<hex of the nanoseconds since 1970>} (client-go tools/record).
 * Names of one source are unique and increase: the second name within one tick of the clock gets
 * the next nanosecond. If that is not a DNS-1123 subdomain of at most 253 characters, the name is a
 * random UUID.
 */
@FunctionalInterface
public interface EventNames {
  /**
   * {@return a name that this source has not given before}
   *
   * @param objectName the name of the object that the event is about
   */
  String next(String objectName);

  /**
   * {@return a name that this source has not given before} For callers that have the time already.
   *
   * @param objectName the name of the object that the event is about
   * @param now the time of the event
   */
  default String next(String objectName, Instant now) {
    return next(objectName);
  }

  /**
   * {@return a new, independent source of names}
   *
   * @param clock the clock for the nanoseconds
   */
  static EventNames of(EventClock clock) {
    return new TimestampNames(clock);
  }
}
