package io.eventrecorder.spi;

import io.eventrecorder.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a correlator: write an event, or write nothing. Immutable. The pipeline passes the
 * same object to {@link EventCorrelator#recorded}, {@link EventCorrelator#notRecorded} or {@link
 * EventCorrelator#notUpdated}.
 */
public final class Correlation {
  /** The decision. */
  public enum Kind {
    /** Create the event in the store. */
    CREATE,
    /** Write the newest state of an event that is in the store. */
    PATCH,
    /** Write nothing now. */
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

  /** {@return the decision to write nothing} */
  public static Correlation suppress() {
    return SUPPRESSED;
  }

  /**
   * {@return the decision to create an event}
   *
   * @param event the event to write
   * @param patch the patch to use if the store has the event already; null means {@link
   *     EventPatch#ofState}
   * @param absolute whether the state includes all earlier states, so that a newer state can
   *     replace it while it waits
   * @param attachment an object for the correlator's own use; may be null
   */
  public static Correlation create(
      Event event, @Nullable EventPatch patch, boolean absolute, @Nullable Object attachment) {
    return new Correlation(
        Kind.CREATE, Objects.requireNonNull(event, "event"), patch, absolute, attachment);
  }

  /**
   * {@return the decision to patch an event in the store}
   *
   * @param event the newest state
   * @param patch the changes; null means {@link EventPatch#ofState}
   * @param absolute whether the state includes all earlier states, so that a newer state can
   *     replace it while it waits
   * @param attachment an object for the correlator's own use; may be null
   */
  public static Correlation patch(
      Event event, @Nullable EventPatch patch, boolean absolute, @Nullable Object attachment) {
    return new Correlation(
        Kind.PATCH, Objects.requireNonNull(event, "event"), patch, absolute, attachment);
  }

  /** {@return the kind of the decision} */
  public Kind kind() {
    return kind;
  }

  /**
   * {@return the event to write}
   *
   * @throws IllegalStateException if the kind is {@link Kind#SUPPRESS}
   */
  public Event event() {
    if (event == null) {
      throw new IllegalStateException("a suppressed correlation has no event; check kind() first");
    }
    return event;
  }

  /** {@return the correlator's patch; null if it has none} */
  public @Nullable EventPatch patch() {
    return patch;
  }

  /** {@return whether a newer state can replace this one while it waits} */
  public boolean absolute() {
    return absolute;
  }

  /** {@return the object that the correlator attached; null if it attached none} */
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public String toString() {
    return kind + " " + Objects.toString(event, "");
  }
}
