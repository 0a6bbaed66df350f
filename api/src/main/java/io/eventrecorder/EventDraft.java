package io.eventrecorder;

import java.util.Map;

/**
 * Describes an event before it is recorded: {@code
 * recorder.warning("BackOff").regarding(pod).message("…").record()}. Use a draft for one event and
 * on one thread. No method throws. The event is checked by {@link #record()}.
 *
 * <p>Applications call this interface and do not implement it; it may grow by new methods.
 */
@CheckReturnValue
public interface EventDraft {
  /**
   * Sets the object that the event is about.
   *
   * @param object an {@link ObjectReference}, or an object that a {@code ReferenceResolver} knows
   * @return this draft
   */
  EventDraft regarding(Object object);

  /**
   * Sets a second object that the event concerns.
   *
   * @param object an {@link ObjectReference}, or an object that a {@code ReferenceResolver} knows
   * @return this draft
   */
  EventDraft related(Object object);

  /**
   * Sets what was done or failed.
   *
   * @param value the action, for example {@code Restarting}; null means none
   * @return this draft
   */
  EventDraft action(String value);

  /**
   * Sets the key. Events of one object, type and reason that have the same key count as one event
   * that happens again, even if their messages differ.
   *
   * @param value the key; null means none
   * @return this draft
   */
  EventDraft key(String value);

  /**
   * Sets what happened, for people.
   *
   * @param text the message, taken as it is
   * @return this draft
   */
  default EventDraft message(String text) {
    return message(text, new Object[0]);
  }

  /**
   * Sets what happened, for people.
   *
   * @param text the message, or a format if there are arguments ({@link String#format}, root
   *     locale)
   * @param arguments arguments of the format; without them the text is taken as it is
   * @return this draft
   */
  EventDraft message(String text, Object... arguments);

  /**
   * Adds a label.
   *
   * @param name the label's name
   * @param value the label's value
   * @return this draft
   */
  EventDraft label(String name, String value);

  /**
   * Adds labels.
   *
   * @param more labels to add; they replace earlier ones of the same name
   * @return this draft
   */
  EventDraft labels(Map<String, String> more);

  /**
   * Adds an annotation.
   *
   * @param name the annotation's name
   * @param value the annotation's value
   * @return this draft
   */
  EventDraft annotation(String name, String value);

  /**
   * Adds annotations.
   *
   * @param more annotations to add; they replace earlier ones of the same name
   * @return this draft
   */
  EventDraft annotations(Map<String, String> more);

  /** Records the event. */
  void record();
}
