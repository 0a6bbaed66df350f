package io.eventrecorder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records events about one object, all with the same related object, labels and annotations.
 * Immutable. As thread-safe as the recorder that made it ({@link EventRecorder#regarding}).
 *
 * <pre>{@code
 * BoundEventRecorder events = recorder.regarding(pod).label("team", "payments");
 * events.warning("BackOff", "restarting failed container %s", name);
 * }</pre>
 */
public final class BoundEventRecorder {
  private final EventRecorder recorder;
  private final Object regarding;
  private final @Nullable Object related;
  private final Map<String, String> labels;
  private final Map<String, String> annotations;

  BoundEventRecorder(EventRecorder recorder, Object regarding) {
    this(recorder, regarding, null, Map.of(), Map.of());
  }

  private BoundEventRecorder(
      EventRecorder recorder,
      Object regarding,
      @Nullable Object related,
      Map<String, String> labels,
      Map<String, String> annotations) {
    this.recorder = recorder;
    this.regarding = regarding;
    this.related = related;
    this.labels = labels;
    this.annotations = annotations;
  }

  /**
   * {@return a new recorder whose events also concern a second object}
   *
   * @param object an {@link ObjectReference}, or an object that a {@code ReferenceResolver} knows
   */
  @CheckReturnValue
  public BoundEventRecorder related(Object object) {
    return new BoundEventRecorder(recorder, regarding, object, labels, annotations);
  }

  /**
   * {@return a new recorder whose events also have a label}
   *
   * @param name the label's name
   * @param value the label's value
   */
  @CheckReturnValue
  public BoundEventRecorder label(String name, String value) {
    return new BoundEventRecorder(
        recorder, regarding, related, with(labels, name, value), annotations);
  }

  /**
   * {@return a new recorder whose events also have an annotation}
   *
   * @param name the annotation's name
   * @param value the annotation's value
   */
  @CheckReturnValue
  public BoundEventRecorder annotation(String name, String value) {
    return new BoundEventRecorder(
        recorder, regarding, related, labels, with(annotations, name, value));
  }

  /**
   * Records an event of type Normal.
   *
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; a format if there are arguments
   * @param args arguments of the format
   */
  public void normal(String reason, String message, Object... args) {
    normal(reason).message(message, args).record();
  }

  /**
   * Records an event of type Warning.
   *
   * @param reason why it happened, in one CamelCase word
   * @param message what happened, for people; a format if there are arguments
   * @param args arguments of the format
   */
  public void warning(String reason, String message, Object... args) {
    warning(reason).message(message, args).record();
  }

  /**
   * {@return a draft of type Normal} Call {@link EventDraft#record()} to record it.
   *
   * @param reason why it happened, in one CamelCase word
   */
  @CheckReturnValue
  public EventDraft normal(String reason) {
    return draft(EventType.NORMAL, reason);
  }

  /**
   * {@return a draft of type Warning} Call {@link EventDraft#record()} to record it.
   *
   * @param reason why it happened, in one CamelCase word
   */
  @CheckReturnValue
  public EventDraft warning(String reason) {
    return draft(EventType.WARNING, reason);
  }

  private EventDraft draft(String type, String reason) {
    EventDraft draft = recorder.event(type, reason).regarding(regarding);
    if (related != null) {
      draft = draft.related(related);
    }
    return draft.labels(labels).annotations(annotations);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }
}
