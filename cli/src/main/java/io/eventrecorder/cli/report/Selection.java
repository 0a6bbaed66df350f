package io.eventrecorder.cli.report;

import io.eventrecorder.Event;
import io.eventrecorder.broadcaster.EventFilter;
import io.eventrecorder.cli.terminal.CommandException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which events the report shows.
 *
 * @param from the earliest time; null for no limit
 * @param to the latest time; null for no limit
 * @param only tests the fields of an event
 */
public record Selection(
    @Nullable TimeBound from, @Nullable TimeBound to, Predicate<? super Event> only) {
  /** All events. */
  static final Selection ALL = new Selection(null, null, event -> true);

  /**
   * {@return the selection of a command line}
   *
   * @param from the value of {@code --from}; null if it is not given
   * @param to the value of {@code --to}; null if it is not given
   * @param only the value of {@code --only}; null if it is not given
   * @throws CommandException if a value is wrong
   */
  public static Selection of(@Nullable String from, @Nullable String to, @Nullable String only) {
    TimeBound first = from == null ? null : TimeBound.parse("--from", from);
    TimeBound last = to == null ? null : TimeBound.parse("--to", to);
    if (isEmpty(first, last)) {
      throw CommandException.usage(
          "--from " + from + " is after --to " + to + "; exchange the two values");
    }
    if (only != null && !EventFilter.isFilter(only)) {
      throw CommandException.usage("--only: '" + only + "' " + EventFilter.REQUIREMENT);
    }
    return new Selection(first, last, only == null ? event -> true : EventFilter.parse(only));
  }

  private static boolean isEmpty(@Nullable TimeBound from, @Nullable TimeBound to) {
    if (from == null || to == null) {
      return false;
    }
    if (from.time() != null && to.time() != null) {
      return from.time().isAfter(to.time());
    }
    return from.beforeNewest() != null
        && to.beforeNewest() != null
        && from.beforeNewest().compareTo(to.beforeNewest()) < 0;
  }

  /**
   * {@return whether a time is within those bounds that are times} Bounds that are relative to the
   * newest event need {@link #resolve} first.
   */
  boolean includes(Instant time) {
    boolean early = from != null && from.time() != null && time.isBefore(from.time());
    boolean late = to != null && to.time() != null && time.isAfter(to.time());
    return !early && !late;
  }

  /** {@return this selection with times for all bounds} */
  Selection resolve(Instant newest) {
    return new Selection(resolve(from, newest), resolve(to, newest), only);
  }

  private static @Nullable TimeBound resolve(@Nullable TimeBound bound, Instant newest) {
    return bound == null ? null : new TimeBound(bound.resolve(newest), null);
  }

  /** {@return the time of a bound; the other time if there is no bound} */
  static Instant timeOr(@Nullable TimeBound bound, Instant other) {
    return bound == null ? other : Objects.requireNonNullElse(bound.time(), other);
  }
}
