package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a correlator made of an event: a write, or nothing. Immutable. The pipeline hands the same
 * object back to {@link EventCorrelator#recorded}, {@link EventCorrelator#notRecorded} or {@link
 * EventCorrelator#notUpdated}.
 */
public final class Correlation {
  /** What is to be done. */
  public enum Kind {
    /** The event is new to the store. */
    CREATE,
    /** The event is in the store already; its newest state is to be written. */
    PATCH,
    /** Nothing is written now. */
    SUPPRESS
  }

  private static final Correlation SUPPRESSED =
      new Correlation(Kind.SUPPRESS, null, null, false, null);

  private final Kind kind;
  private final @Nullable Event event;
  private final @Nullable EventPatch patch;
  private final boolean absolute;
  private final @Nullable Object attachment;

  private Correlation(
      Kind kind,
      @Nullable Event event,
      @Nullable EventPatch patch,
      boolean absolute,
      @Nullable Object attachment) {
    this.kind = kind;
    this.event = event;
    this.patch = patch;
    this.absolute = absolute;
    this.attachment = attachment;
  }

  /** {@return that nothing is written} */
  public static Correlation suppress() {
    return SUPPRESSED;
  }

  /**
   * {@return that an event is created}
   *
   * @param event the event to write
   * @param patch the patch to use if the event turns out to be in the store; null: {@link
   *     EventPatch#ofState}
   * @param absolute whether the state includes all earlier ones, so that a newer one may replace it
   *     while it waits
   * @param attachment whatever the correlator wants to see again; may be null
   */
  public static Correlation create(
      Event event, @Nullable EventPatch patch, boolean absolute, @Nullable Object attachment) {
    return new Correlation(Kind.CREATE, event, patch, absolute, attachment);
  }

  /**
   * {@return that an event in the store is patched}
   *
   * @param event the newest state
   * @param patch what changes; null: {@link EventPatch#ofState}
   * @param absolute whether the state includes all earlier ones, so that a newer one may replace it
   *     while it waits
   * @param attachment whatever the correlator wants to see again; may be null
   */
  public static Correlation patch(
      Event event, @Nullable EventPatch patch, boolean absolute, @Nullable Object attachment) {
    return new Correlation(Kind.PATCH, event, patch, absolute, attachment);
  }

  /** {@return what is to be done} */
  public Kind kind() {
    return kind;
  }

  /**
   * {@return the event to write}
   *
   * @throws IllegalStateException if nothing is written
   */
  public Event event() {
    if (event == null) {
      throw new IllegalStateException(
          "a suppressed correlation has no event; look at kind() first");
    }
    return event;
  }

  /** {@return the correlator's patch; null if it has none} */
  public @Nullable EventPatch patch() {
    return patch;
  }

  /** {@return whether a newer state may replace this one while it waits} */
  public boolean absolute() {
    return absolute;
  }

  /** {@return what the correlator attached} */
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public String toString() {
    return kind + " " + Objects.toString(event, "");
  }
}
