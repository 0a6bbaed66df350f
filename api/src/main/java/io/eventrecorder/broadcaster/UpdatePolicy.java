package io.eventrecorder.broadcaster;

import io.eventrecorder.spi.Option;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Which repeats of an event a pipeline writes, for sinks that only append (a log, a chat, a
 * webhook). Repeats that are not written count as suppressed. The first occurrence is always
 * written. Except with {@link #none}, the last state is written when the pipeline closes.
 * Immutable.
 *
 * @param kind how repeats are chosen
 * @param interval the shortest time between two writes of an event, for {@link Kind#EVERY}; zero
 *     for the other kinds
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
    /** At most one per interval. */
    EVERY
  }

  private static final String EVERY = "every:";
  private static final Option<Duration> INTERVAL = Option.duration("interval");
  private static final UpdatePolicy ALL = new UpdatePolicy(Kind.ALL, Duration.ZERO);
  private static final UpdatePolicy NONE = new UpdatePolicy(Kind.NONE, Duration.ZERO);
  private static final UpdatePolicy POWERS = new UpdatePolicy(Kind.POWERS_OF_TEN, Duration.ZERO);

  /**
   * Creates a policy.
   *
   * @param kind how repeats are chosen
   * @param interval the shortest time between two writes of an event; zero except for {@link
   *     Kind#EVERY}
   */
  public UpdatePolicy {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(interval, "interval");
  }

  /** {@return the policy that writes every repeat; the default} */
  public static UpdatePolicy all() {
    return ALL;
  }

  /** {@return the policy that writes no repeat} */
  public static UpdatePolicy none() {
    return NONE;
  }

  /** {@return the policy that writes the 10th, 100th, 1000th … occurrence} */
  public static UpdatePolicy powersOfTen() {
    return POWERS;
  }

  /**
   * {@return the policy that writes at most one repeat per interval}
   *
   * @param interval the interval, above zero
   * @throws IllegalArgumentException if it is not above zero
   */
  public static UpdatePolicy every(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval " + interval + " must be above zero");
    }
    return new UpdatePolicy(Kind.EVERY, interval);
  }

  /**
   * {@return the policy that a text of the configuration names}
   *
   * @param text {@code all}, {@code none}, {@code powers-of-ten} or {@code every:<duration>}
   * @throws IllegalArgumentException if the text is none of them; the message says which are
   *     allowed
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
