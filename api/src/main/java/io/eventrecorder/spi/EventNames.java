package io.eventrecorder.spi;

import io.eventrecorder.Event;
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
  /** Says that a name is not made of a number. */
  long NO_NUMBER = Long.MIN_VALUE;

  /**
   * {@return a name that this source has not given before}
   *
   * @param objectName the name of the object that the event is about
   */
  String next(String objectName);

  /**
   * {@return a number that makes a name which this source has not given before: {@code <object
   * name>.<hex of the number>}; or {@link #NO_NUMBER} if this source has only whole names, then
   * call {@link #next}} For recorders: most of their events never need the text of their name, so
   * {@link Event#occurrence} does not make it before it is read.
   *
   * @param objectName the name of the object that the event is about
   * @param now the time of the event
   */
  default long nextNumber(String objectName, Instant now) {
    return NO_NUMBER;
  }

  /**
   * {@return a new, independent source of names}
   *
   * @param clock the clock for the nanoseconds
   */
  static EventNames of(EventClock clock) {
    return new TimestampNames(clock);
  }

  /**
   * {@return whether {@code <object name>.<suffix>} can be the name of an event: a DNS-1123
   * subdomain of at most 253 characters}
   *
   * @param objectName the name of the object that the event is about
   * @param suffixLength how many characters the suffix has. They must be lower-case letters, digits
   *     and inner hyphens
   */
  static boolean isValid(String objectName, int suffixLength) {
    return objectName.length() + 1 + suffixLength <= Dns1123.MAX_LENGTH
        && Dns1123.isSubdomain(objectName);
  }
}
