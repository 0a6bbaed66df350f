package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.time.Duration;
import java.util.Locale;

/**
 * Which repeats of an event a pipeline writes. A sink that only appends (a log, a chat, a webhook)
 * need not be told of each; what is withheld counts as suppressed. The first occurrence is always
 * written, and, except with {@link #none}, the last state is when the pipeline closes.
 *
 * @param kind how repeats are chosen
 * @param interval at least this between two writes of an event, for {@link Kind#EVERY}; zero
 *     otherwise
 */
public record UpdatePolicy(Kind kind, Duration interval) {
  /** How repeats are chosen. */
  public enum Kind {
    /** Every repeat that the correlator lets through. */
    ALL,
    /** No repeat. */
    NONE,
    /** The 10th, 100th, 1000th … occurrence. */
    POWERS_OF_TEN,
    /** At most one in an interval. */
    EVERY
  }

  private static final String EVERY = "every:";
  private static final Option<Duration> INTERVAL = Option.duration("interval");
  private static final UpdatePolicy ALL = new UpdatePolicy(Kind.ALL, Duration.ZERO);
  private static final UpdatePolicy NONE = new UpdatePolicy(Kind.NONE, Duration.ZERO);
  private static final UpdatePolicy POWERS = new UpdatePolicy(Kind.POWERS_OF_TEN, Duration.ZERO);

  /** {@return every repeat; the default} */
  public static UpdatePolicy all() {
    return ALL;
  }

  /** {@return no repeat} */
  public static UpdatePolicy none() {
    return NONE;
  }

  /** {@return the 10th, 100th, 1000th … occurrence} */
  public static UpdatePolicy powersOfTen() {
    return POWERS;
  }

  /**
   * {@return at most one repeat in an interval}
   *
   * @param interval above zero
   */
  public static UpdatePolicy every(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval " + interval + " must be above zero");
    }
    return new UpdatePolicy(Kind.EVERY, interval);
  }

  /**
   * {@return the policy of a text, as in configuration}
   *
   * @param text {@code all}, {@code none}, {@code powers-of-ten} or {@code every:<duration>}
   * @throws IllegalArgumentException if it is none of them
   */
  public static UpdatePolicy parse(String text) {
    String spelled = text.strip().toLowerCase(Locale.ROOT);
    if (spelled.startsWith(EVERY)) {
      return every(INTERVAL.parse(spelled.substring(EVERY.length())));
    }
    return switch (spelled) {
      case "all" -> ALL;
      case "none" -> NONE;
      case "powers-of-ten" -> POWERS;
      default ->
          throw new IllegalArgumentException(
              "must be all, none, powers-of-ten or every:<duration>, for example every:5m");
    };
  }
}
