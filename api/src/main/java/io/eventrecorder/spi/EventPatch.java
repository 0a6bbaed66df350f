package io.eventrecorder.spi;

import io.eventrecorder.Event;
import io.eventrecorder.EventSeries;
import io.eventrecorder.text.PrintableText;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields that change in the store when an event happens again. Immutable. It refers to the
 * newest state and copies nothing. {@code EventJson.mergePatch} of {@code eventrecorder-json}
 * writes it as JSON.
 */
public final class EventPatch {
  private enum Part {
    COUNT,
    SERIES,
    ALL
  }

  private final Event newest;
  private final Part part;

  private EventPatch(Event newest, Part part) {
    this.newest = Objects.requireNonNull(newest, "newest");
    this.part = part;
  }

  /**
   * {@return a patch of count, lastTimestamp and message (client-go tools/record)} A count of 0, a
   * lastTimestamp of 1970-01-01T00:00:00Z and an empty message are left out, as in client-go. A
   * lastTimestamp that is not known is written as {@code null}.
   *
   * @param newest the newest state
   */
  public static EventPatch ofCount(Event newest) {
    return new EventPatch(newest, Part.COUNT);
  }

  /**
   * {@return a patch of the series only (client-go tools/events)}
   *
   * @param newest the newest state
   */
  public static EventPatch ofSeries(Event newest) {
    return new EventPatch(newest, Part.SERIES);
  }

  /**
   * {@return a patch of all fields that repeats change: count, lastTimestamp, message, and the
   * series if there is one}
   *
   * @param newest the newest state
   */
  public static EventPatch ofState(Event newest) {
    return new EventPatch(newest, Part.ALL);
  }

  /**
   * {@return a patch that changes the same fields to the values of another state}
   *
   * @param state the newest state
   */
  public EventPatch to(Event state) {
    return new EventPatch(state, part);
  }

  /** {@return the new count; empty if it does not change} */
  public Optional<Integer> count() {
    return part == Part.SERIES || newest.count() == 0
        ? Optional.empty()
        : Optional.of(newest.count());
  }

  /**
   * {@return whether lastTimestamp changes; it changes to null if {@link #lastTimestamp()} is null}
   */
  public boolean changesLastTimestamp() {
    Instant time = newest.lastTimestamp();
    return part != Part.SERIES && (time == null || time.getEpochSecond() != 0);
  }

  /** {@return the new lastTimestamp if {@link #changesLastTimestamp()}; null if it is not known} */
  public @Nullable Instant lastTimestamp() {
    return changesLastTimestamp() ? newest.lastTimestamp() : null;
  }

  /** {@return the new message; empty if it does not change} */
  public Optional<String> message() {
    return part == Part.SERIES || newest.message().isEmpty()
        ? Optional.empty()
        : Optional.of(newest.message());
  }

  /** {@return the new series; empty if it does not change} */
  public Optional<EventSeries> series() {
    return part == Part.COUNT ? Optional.empty() : Optional.ofNullable(newest.series());
  }

  /** {@return the newest state, which the store has after the patch} */
  public Event newest() {
    return newest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventPatch that
        && count().equals(that.count())
        && changesLastTimestamp() == that.changesLastTimestamp()
        && Objects.equals(lastTimestamp(), that.lastTimestamp())
        && message().equals(that.message())
        && series().equals(that.series());
  }

  @Override
  public int hashCode() {
    return Objects.hash(count(), lastTimestamp(), message(), series());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("EventPatch[");
    count().ifPresent(count -> text.append("count=").append(count).append(", "));
    if (changesLastTimestamp()) {
      text.append("lastTimestamp=").append(lastTimestamp()).append(", ");
    }
    message()
        .ifPresent(
            message -> text.append("message=").append(PrintableText.quoted(message)).append(", "));
    series().ifPresent(series -> text.append("series=").append(series).append(", "));
    int end = text.length() - (text.charAt(text.length() - 1) == ' ' ? 2 : 0);
    return text.substring(0, end) + "]";
  }
}
